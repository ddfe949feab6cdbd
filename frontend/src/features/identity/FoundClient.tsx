import { Button, Checkbox, Code, Group, NativeSelect, Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { session } from "@/api/client";
import { identityFoundClient, identitySwitchHat, spacesSayFinder } from "@/api/generated";
import { FormSummary } from "@/components/FormSummary";
import { useApiForm } from "@/components/useApiForm";
import { useLocale } from "@/i18n/useLocale";
import { COUNTRIES, CURRENCIES } from "@/lib/countries";
import { names } from "@/lib/format";
import { sender } from "./broughtBy";
import { isOrganisation, isPresent } from "./rules";

interface Props {
  /** Called once the organisation exists and the client hat is on. */
  founded: () => void;
}

/** Founding a client organisation: what somebody without a hat can do to get to work. */
export function FoundClient({ founded }: Props) {
  const { t } = useTranslation();
  const { locale } = useLocale();
  const [member] = useState(sender.read);
  const [isSaid, setSaid] = useState(true);
  const sayWhoBrought = () => {
    sender.drop();
    if (member && isSaid) {
      const failed = () => notifications.show({ message: t("home.broughtFailed"), color: "yellow" });
      void spacesSayFinder({ body: { member }, throwOnError: true }).catch(failed);
    }
  };
  const { trouble, sending, submit, field } = useApiForm({
    initial: { name: "", country: "", currency: "EUR" },
    rules: {
      name: { right: isOrganisation, wrong: t("fields.organisationWrong") },
      country: { right: isPresent, wrong: t("fields.countryWrong") },
      currency: { right: isPresent, wrong: t("fields.currencyWrong") },
    },
    send: async (body) => {
      await identityFoundClient({ body, throwOnError: true });
      const { data } = await identitySwitchHat({ body: { hat: "client" }, throwOnError: true });
      session.keep(data);
      founded();
      // The organisation stands already, whatever the answer is: nobody waits for it.
      sayWhoBrought();
    },
  });
  const countryNames = names(COUNTRIES, "region", locale);
  const countries = COUNTRIES.map((value, at) => ({ value, label: countryNames[at] ?? value }));
  countries.sort((one, other) => one.label.localeCompare(other.label, locale));
  return (
    <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
      <Stack>
        <Title order={2} size="h4">
          {t("home.foundTitle")}
        </Title>
        <Text c="dimmed">{t("home.foundText")}</Text>
        <FormSummary trouble={trouble} />
        <TextInput label={t("fields.organisation")} autoComplete="organization" {...field("name")} />
        <NativeSelect
          label={t("fields.country")}
          data={[{ value: "", label: t("ui.choose"), disabled: true }, ...countries]}
          autoComplete="country"
          {...field("country")}
        />
        <NativeSelect label={t("fields.currency")} data={CURRENCIES} {...field("currency")} />
        {member && (
          <Checkbox
            label={t("home.brought")}
            description={
              <>
                {t("home.broughtHint")} {t("home.broughtId")} <Code style={{ overflowWrap: "anywhere" }}>{member}</Code>
              </>
            }
            checked={isSaid}
            onChange={(event) => setSaid(event.currentTarget.checked)}
          />
        )}
        <Group>
          <Button type="submit" loading={sending}>
            {t("home.foundSubmit")}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
