import { Checkbox, Code, PasswordInput, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type OwnProvider, type ProviderSetup, providersRemove, providersSet } from "@/api/generated";
import { providersReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import { Facts } from "@/components/Facts";
import { Loaded } from "@/components/Loaded";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { isPresent } from "@/features/identity/rules";
import { toldIn } from "@/i18n/problems";
import { areDomains, domainsOf } from "./domains";
import classes from "./organisation.module.css";

/** How people of the organisation sign in at its own provider. */
export function ProviderSection({ isFinance }: { isFinance: boolean }) {
  const { t } = useTranslation("provider");
  const setup = useQuery(providersReadOptions());
  return (
    <Section title={t("setup.title")} lead={t("setup.lead")}>
      <Loaded query={setup}>
        {(told) => (
          <>
            {told.provider ? <Told provider={told.provider} /> : <Text c="dimmed">{t("setup.none")}</Text>}
            {isFinance && <Settings key={told.provider?.changed_at ?? "none"} setup={told} />}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function Told({ provider: { state, issuer, domains } }: { provider: OwnProvider }) {
  const { t } = useTranslation("provider");
  return (
    <Facts
      facts={[
        { label: t("setup.state"), value: t(`states.${state}`) },
        { label: t("setup.issuer"), value: issuer },
        {
          label: t("setup.domains"),
          value: domains
            .map(({ domain, confirmed_at }) => (confirmed_at ? domain : t("setup.waits", { domain })))
            .join(", "),
        },
      ]}
    />
  );
}

const YES = "yes";

function Settings({ setup: { provider, redirect_uri } }: { setup: ProviderSetup }) {
  const { t } = useTranslation("provider");
  const queries = useQueryClient();
  const tell = toldIn("provider");
  const { field, ...frame } = useApiForm({
    initial: {
      issuer: provider?.issuer ?? "",
      registered_as: provider?.registered_as ?? "",
      secret: "",
      domains: provider?.domains.map(({ domain }) => domain).join(", ") ?? "",
      switched_on: provider?.switched_on === false ? "" : YES,
      makes_people: provider?.makes_people ? YES : "",
      vouches_for_addresses: provider?.vouches_for_addresses ? YES : "",
    },
    rules: {
      issuer: {
        right: (text) => /^https?:\/\/[^\s?#]+$/.test(text.trim()),
        wrong: t("setup.issuerWrong"),
        refused: () => t("setup.issuerRefused"),
      },
      registered_as: { right: isPresent, wrong: t("setup.registeredAsWrong") },
      secret: { right: (text) => text !== "" || Boolean(provider), wrong: t("setup.secretWrong") },
      domains: { right: areDomains, wrong: t("setup.domainsWrong") },
      switched_on: { right: () => true, wrong: "" },
      makes_people: { right: () => true, wrong: "" },
      vouches_for_addresses: { right: () => true, wrong: "" },
    },
    send: async (values) => {
      const { data } = await providersSet({
        body: {
          issuer: values.issuer.trim(),
          registered_as: values.registered_as.trim(),
          secret: values.secret || null,
          domains: domainsOf(values.domains),
          switched_on: values.switched_on === YES,
          makes_people: values.makes_people === YES,
          vouches_for_addresses: values.vouches_for_addresses === YES,
        },
        throwOnError: true,
      });
      notifications.show({ message: t("setup.saved"), color: "muster" });
      queries.setQueryData(providersReadOptions().queryKey, data);
    },
    tell,
  });
  const tick = (name: "switched_on" | "makes_people" | "vouches_for_addresses") => {
    const { id, value, onChange } = field(name);
    return {
      id,
      checked: value === YES,
      onChange: ({ currentTarget: { checked } }: { currentTarget: { checked: boolean } }) =>
        onChange(checked ? YES : ""),
    };
  };
  return (
    <ApiForm {...frame} verb={t("setup.save")} maw={560} aside={provider && <Remove />}>
      <Text size="sm">{t("setup.redirect")}</Text>
      <Code className={classes.key}>{redirect_uri}</Code>
      <TextInput
        label={t("setup.issuer")}
        description={t("setup.issuerHint")}
        type="url"
        autoComplete="off"
        {...field("issuer")}
      />
      <TextInput label={t("setup.registeredAs")} autoComplete="off" {...field("registered_as")} />
      <PasswordInput
        label={t("setup.secret")}
        description={provider ? t("setup.secretKept") : t("setup.secretHint")}
        autoComplete="off"
        visibilityToggleButtonProps={{ "aria-label": t("setup.showSecret") }}
        {...field("secret")}
      />
      <TextInput label={t("setup.domains")} description={t("setup.domainsHint")} {...field("domains")} />
      <Checkbox label={t("setup.switchedOn")} {...tick("switched_on")} />
      <Checkbox label={t("setup.makesPeople")} description={t("setup.makesPeopleHint")} {...tick("makes_people")} />
      <Checkbox label={t("setup.vouches")} description={t("setup.vouchesHint")} {...tick("vouches_for_addresses")} />
    </ApiForm>
  );
}

function Remove() {
  const { t } = useTranslation("provider");
  const tell = toldIn("provider");
  const remove = useAct({
    act: () => providersRemove({ throwOnError: true }),
    done: t("setup.removed"),
    tell,
  });
  return (
    <ConfirmButton variant="default" title={t("setup.removeTitle")} text={t("setup.removeText")} act={remove}>
      {t("setup.remove")}
    </ConfirmButton>
  );
}
