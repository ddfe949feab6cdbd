import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BankDetails, payoutsSetBankDetailsOfSpace } from "@/api/generated";
import {
  payoutsBankDetailsOfSpaceOptions,
  payoutsBankDetailsOfSpaceQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { Facts } from "@/components/Facts";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Section } from "@/components/Section";
import { useApiForm } from "@/components/useApiForm";
import { bareIban, isBicOrNone, isIban } from "./iban";
import classes from "./space.module.css";
import { useBankReason } from "./useBankReason";

/** Where a space is paid, and the form that changes it. */
export function BankSection({ space }: { space: string }) {
  const { t } = useTranslation(["space", "common"]);
  const [isEditing, setEditing] = useState(false);
  const options = { path: { id: space }, query: { limit: 1 } };
  const details = useQuery(payoutsBankDetailsOfSpaceOptions(options));
  const current = details.data?.items[0];
  return (
    <Section
      title={t("bank.title")}
      lead={t("bank.lead")}
      aside={
        current &&
        !isEditing && (
          <Button variant="default" size="compact-md" onClick={() => setEditing(true)}>
            {t("bank.change")}
          </Button>
        )
      }
    >
      <Loaded query={details} waiting={<Waiting lines={1} />}>
        {() => (
          <Stack>
            {current ? <Current details={current} /> : <Text>{t("bank.none")}</Text>}
            {(isEditing || !current) && (
              <BankForm
                space={space}
                holder={current?.holder ?? ""}
                cancel={current ? () => setEditing(false) : undefined}
                saved={() => setEditing(false)}
              />
            )}
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}

function Current({ details }: { details: BankDetails }) {
  const { t } = useTranslation("space");
  const inWords = useBankReason();
  return (
    <>
      {details.unusable && (
        <Alert variant="outline" color="red" icon={<IconAlertTriangle aria-hidden />} title={t("bank.unusable")}>
          <Text size="sm">{t("bank.unusableText", { reason: inWords(details.unusable) })}</Text>
        </Alert>
      )}
      <Facts
        isLong
        facts={[
          { label: t("bank.holder"), value: details.holder },
          { label: t("bank.iban"), value: details.iban },
          details.bic ? { label: t("bank.bic"), value: details.bic } : null,
          { label: t("bank.since"), value: <Moment at={details.set_at} /> },
        ]}
      />
    </>
  );
}

interface FormProps {
  space: string;
  holder: string;
  cancel?: () => void;
  saved: () => void;
}

function BankForm({ space, holder, cancel, saved }: FormProps) {
  const { t } = useTranslation(["space", "common"]);
  const queries = useQueryClient();
  const { field, ...frame } = useApiForm({
    initial: { holder, iban: "", bic: "" },
    rules: {
      holder: { right: (name) => name.trim().length > 0 && name.length <= 200, wrong: t("bank.holderWrong") },
      iban: { right: isIban, wrong: t("bank.ibanWrong") },
      bic: { right: isBicOrNone, wrong: t("bank.bicWrong") },
    },
    send: async (values) => {
      const bic = values.bic.trim();
      await payoutsSetBankDetailsOfSpace({
        path: { id: space },
        body: { holder: values.holder.trim(), iban: bareIban(values.iban), ...(bic ? { bic } : {}) },
        throwOnError: true,
      });
      await queries.invalidateQueries({ queryKey: payoutsBankDetailsOfSpaceQueryKey({ path: { id: space } }) });
      notifications.show({ message: t("bank.saved"), color: "muster" });
      saved();
    },
  });
  return (
    <ApiForm {...frame} verb={t("common:ui.save")} onLeft={cancel}>
      <div className={classes.fields}>
        <TextInput {...field("holder")} label={t("bank.holder")} autoComplete="organization" />
        <TextInput {...field("iban")} label={t("bank.iban")} autoComplete="off" spellCheck={false} />
        <TextInput
          {...field("bic")}
          label={t("bank.bicOptional")}
          description={t("bank.bicHint")}
          autoComplete="off"
          spellCheck={false}
        />
      </div>
      <Text size="sm" c="dimmed" maw="64ch">
        {t("bank.mail")}
      </Text>
    </ApiForm>
  );
}
