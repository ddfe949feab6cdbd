import { Group, Text, TextInput } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { NewBankDetails } from "@/api/generated";
import type { KnownProblem } from "@/api/problem";
import { ApiForm } from "@/components/ApiForm";
import { useApiForm } from "@/components/useApiForm";
import { compact, grouped, ibanState, isBic } from "./iban";

interface Props {
  /** Who holds the account so far, if anybody. */
  holder?: string;
  /** Whether a person or an organisation is paid, for browsers that fill in its name. */
  autoComplete: "name" | "organization";
  /** What is to be said before. */
  lead?: ReactNode;
  /** Who is told of the change by mail. */
  told: string;
  cancel?: () => void;
  send: (details: NewBankDetails) => Promise<void>;
  /** A sentence of this place for a problem, where it knows better than the general one. */
  tell?: (problem: KnownProblem) => string | undefined;
}

/** The account of whoever is paid, checked while it is typed. */
export function BankForm({ holder = "", autoComplete, lead, told, cancel, send, tell }: Props) {
  const { t } = useTranslation(["bank", "common"]);
  const { field, form, ...frame } = useApiForm({
    initial: { holder, iban: "", bic: "" },
    rules: {
      holder: { right: (name) => name.trim().length > 0 && name.trim().length <= 70, wrong: t("holderWrong") },
      iban: { right: (typed) => ibanState(typed).is === "right", wrong: t("ibanWrong") },
      bic: { right: isBic, wrong: t("bicWrong") },
    },
    send: ({ holder, iban, bic }) => send({ holder: holder.trim(), iban: compact(iban), bic: compact(bic) || null }),
    tell,
  });
  return (
    <ApiForm {...frame} verb={t("common:ui.save")} onLeft={cancel} maw={480} lead={lead}>
      <TextInput label={t("holder")} description={t("holderHint")} autoComplete={autoComplete} {...field("holder")} />
      <TextInput
        label={t("iban")}
        description={<IbanHint typed={form.values.iban} />}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        {...field("iban")}
        onBlur={() => form.setValues({ iban: grouped(form.values.iban) })}
      />
      <TextInput
        label={`${t("bic")} (${t("common:ui.optional")})`}
        description={t("bicHint")}
        autoComplete="off"
        spellCheck={false}
        {...field("bic")}
      />
      <Text size="sm" component="div">
        <Group gap={8} wrap="nowrap" align="flex-start">
          <IconMail size={18} aria-hidden />
          <span>{told}</span>
        </Group>
      </Text>
    </ApiForm>
  );
}

/** How far the account number is, said as it grows. */
function IbanHint({ typed }: { typed: string }) {
  const { t } = useTranslation("bank");
  const state = ibanState(typed);
  const words = () => {
    switch (state.is) {
      case "empty":
        return t("typed.empty");
      case "form":
        return t("typed.form");
      case "short":
        return t("typed.short", { count: state.missing });
      case "long":
        return t("typed.long", { count: state.over });
      case "digits":
        return t("typed.digits");
      case "right":
        return t("typed.right");
    }
  };
  return <span aria-live="polite">{words()}</span>;
}
