import { Text, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { NewBankDetails } from "@/api/generated";
import type { KnownProblem } from "@/api/problem";
import { ApiForm } from "@/components/ApiForm";
import { useApiForm } from "@/components/useApiForm";
import { bareIban, isBicOrNone, isIban } from "./iban";
import classes from "./space.module.css";

interface Props {
  /** Who holds the account so far. */
  holder: string;
  /** Who is told of the change. */
  mail: string;
  cancel?: () => void;
  send: (details: NewBankDetails) => Promise<void>;
  /** A sentence of this place for a problem, where it knows better than the general one. */
  tell?: (problem: KnownProblem) => string | undefined;
}

/** The account of a space or an organisation. */
export function BankForm({ holder, mail, cancel, send, tell }: Props) {
  const { t } = useTranslation(["space", "bank", "common"]);
  const { field, ...frame } = useApiForm({
    initial: { holder, iban: "", bic: "" },
    rules: {
      holder: { right: (name) => name.trim().length > 0 && name.length <= 200, wrong: t("bank.holderWrong") },
      iban: { right: isIban, wrong: t("bank.ibanWrong") },
      bic: { right: isBicOrNone, wrong: t("bank.bicWrong") },
    },
    send: (values) => {
      const bic = values.bic.trim();
      return send({ holder: values.holder.trim(), iban: bareIban(values.iban), ...(bic ? { bic } : {}) });
    },
    tell,
  });
  return (
    <ApiForm {...frame} verb={t("common:ui.save")} onLeft={cancel}>
      <div className={classes.fields}>
        <TextInput {...field("holder")} label={t("bank:holder")} autoComplete="organization" />
        <TextInput {...field("iban")} label={t("bank:iban")} autoComplete="off" spellCheck={false} />
        <TextInput
          {...field("bic")}
          label={t("bank.bicOptional")}
          description={t("bank.bicHint")}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Text size="sm" c="dimmed" maw="64ch">
        {mail}
      </Text>
    </ApiForm>
  );
}
