import { Alert, Button, Group, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type Billing,
  type BillingDetails,
  invoicesGiveBilling,
  invoicesReadBilling,
  spacesSayFinder,
} from "@/api/generated";
import {
  invoicesReadBillingQueryKey,
  spacesListOptions,
  spacesReadFinderOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { asProblem, type KnownProblem } from "@/api/problem";
import { ConfirmButton } from "@/components/ConfirmButton";
import { ConflictDialog, type Difference } from "@/components/ConflictDialog";
import { FormSummary } from "@/components/FormSummary";
import { Coming, Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { useSaved } from "@/features/engagements/useSaved";
import { useLocale } from "@/i18n/useLocale";
import { COUNTRIES } from "@/lib/countries";
import { day, money, names } from "@/lib/format";
import { blank, different, FIELDS, type Fields, fieldsOf, vatIdWords } from "./billing";
import classes from "./invoices.module.css";
import { RefundsSection } from "./RefundsSection";

/** The details with the version that they were read at. */
const billingOptions = queryOptions({
  queryKey: [...invoicesReadBillingQueryKey(), "version"],
  queryFn: async (): Promise<{ billing: Billing; version: string }> => {
    const { data, response } = await invoicesReadBilling({ throwOnError: true });
    return { billing: data, version: response.headers.get("etag") ?? '"v0"' };
  },
});

/** Who stands on the invoices of the organisation, where refunds to it go, and who brought it to the network. */
export function BillingPage() {
  const { t } = useTranslation("invoices");
  const query = useQuery(billingOptions);
  return (
    <PageStack>
      <PageHeader title={t("billing.title")} lead={t("billing.lead")} />
      <Loaded query={query}>{({ billing, version }) => <Form billing={billing} version={version} />}</Loaded>
      {query.data && (
        // Its words come later.
        <Coming waiting={<Waiting lines={1} />}>
          <RefundsSection />
        </Coming>
      )}
      <Finder />
    </PageStack>
  );
}

const NEEDED = { name: 200, city: 100, country: 2 } as const;

function Form({ billing, version }: { billing: Billing; version: string }) {
  const { t } = useTranslation(["invoices", "common"]);
  const { locale } = useLocale();
  const saved = useSaved(t("common:ui.saved"));
  // The version that the form builds on: read again in the background, it stays what it was when somebody began to type.
  const [held, setHeld] = useState(version);
  const [theirs, setTheirs] = useState<{ fields: Fields; version: string } | null>(null);
  const tell = ({ code }: KnownProblem) =>
    code === "forbidden" ? t("problems.forbidden") : code === "stale" ? t("billing.stale") : undefined;
  const give = async (values: Fields, over: string) => {
    try {
      const body = Object.fromEntries(FIELDS.map((name) => [name, values[name].trim() || null]));
      const { response } = await invoicesGiveBilling({
        body: { ...body, name: values.name, city: values.city, country: values.country } satisfies BillingDetails,
        headers: { "If-Match": over },
        throwOnError: true,
      });
      setHeld(response.headers.get("etag") ?? over);
      form.keep(values);
    } catch (error) {
      if (asProblem(error).code === "stale") {
        const { data, response } = await invoicesReadBilling({ throwOnError: true });
        setTheirs({ fields: fieldsOf(data.details), version: response.headers.get("etag") ?? '"v0"' });
      }
      throw error;
    }
    await saved();
  };
  const long = (name: keyof Fields) => (name === "name" ? 200 : 100);
  const rule = (name: keyof Fields) => ({
    right: (text: string) => (!(name in NEEDED) || text.trim() !== "") && [...text.trim()].length <= long(name),
    wrong: t(`billing.wrong.${name}`),
  });
  const { form, unsaved, trouble, sending, submit, field } = useApiForm({
    initial: fieldsOf(billing.details),
    rules: {
      name: rule("name"),
      street: rule("street"),
      additional: rule("additional"),
      postcode: rule("postcode"),
      city: rule("city"),
      country: rule("country"),
      vat_id: {
        right: (text) => /^(|[A-Z]{2}[A-Z0-9]{2,14})$/.test(text.replaceAll(" ", "")),
        wrong: t("billing.wrong.vat_id"),
      },
      registration: rule("registration"),
      reference: rule("reference"),
      email: { right: (text) => /^(|\S+@\S+\.\S+)$/.test(text.trim()), wrong: t("billing.wrong.email") },
    },
    send: (values) => give(values, held),
    tell,
  });
  const again = useAct({ act: (over: string) => give(form.values, over), stale: [], tell });
  const countryNames = names(COUNTRIES, "region", locale);
  const countries = COUNTRIES.map((value, at) => ({ value, label: countryNames[at] ?? value }));
  countries.sort((one, other) => one.label.localeCompare(other.label, locale));
  const differences: Difference[] | null =
    theirs &&
    different(form.values, theirs.fields).map((name) => ({
      label: t(`billing.fields.${name}`),
      mine: form.values[name],
      theirs: theirs.fields[name],
    }));
  const { vat_id_above } = billing;
  const vatIdHint = [
    t(`billing.hints.vatIds.${vatIdWords(form.values.country)}`),
    ...(vat_id_above
      ? [t("billing.hints.vatIdAbove", { most: money(vat_id_above.amount, vat_id_above.currency, locale) })]
      : []),
  ].join(" ");
  const optional = (name: keyof Fields) => `${t(`billing.fields.${name}`)} (${t("common:ui.optional")})`;
  return (
    <>
      {!billing.details && (
        <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("list.missing")}>
          {billing.waiting > 0 && t("list.waiting", { count: billing.waiting })}
        </Alert>
      )}
      <Section title={t("billing.details")} lead={t("billing.detailsLead")}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <FormSummary trouble={trouble} />
            <TextInput label={t("billing.fields.name")} autoComplete="organization" {...field("name")} />
            <div className={classes.fields}>
              <TextInput
                label={optional("street")}
                description={t("billing.hints.street")}
                autoComplete="address-line1"
                {...field("street")}
              />
              <TextInput label={optional("additional")} autoComplete="address-line2" {...field("additional")} />
            </div>
            <div className={classes.fields}>
              <TextInput label={optional("postcode")} autoComplete="postal-code" {...field("postcode")} />
              <TextInput label={t("billing.fields.city")} autoComplete="address-level2" {...field("city")} />
              <NativeSelect
                label={t("billing.fields.country")}
                data={[{ value: "", label: t("billing.wrong.country"), disabled: true }, ...countries]}
                autoComplete="country"
                {...field("country")}
              />
            </div>
            <div className={classes.fields}>
              <TextInput label={optional("vat_id")} description={vatIdHint} {...field("vat_id")} />
              <TextInput
                label={optional("registration")}
                description={t("billing.hints.registration")}
                {...field("registration")}
              />
            </div>
            <div className={classes.fields}>
              <TextInput
                label={optional("reference")}
                description={t("billing.hints.reference")}
                {...field("reference")}
              />
              <TextInput
                label={optional("email")}
                description={t("billing.hints.email")}
                type="email"
                autoComplete="email"
                {...field("email")}
              />
            </div>
            <Group justify="space-between">
              <Button type="submit" loading={sending || again.isPending}>
                {t("common:ui.save")}
              </Button>
              {billing.given_at && (
                <Text size="sm" c="dimmed">
                  {t("billing.given")} <Moment at={billing.given_at} />
                </Text>
              )}
            </Group>
          </Stack>
          <UnsavedGuard unsaved={unsaved} />
        </form>
      </Section>
      <ConflictDialog
        differences={differences}
        keepMine={() => {
          const over = theirs?.version ?? held;
          setTheirs(null);
          again.mutate(over);
        }}
        takeTheirs={() => {
          const stored = theirs?.fields ?? blank();
          form.setValues(stored);
          form.keep(stored);
          setHeld(theirs?.version ?? held);
          setTheirs(null);
          void saved();
        }}
        close={() => setTheirs(null)}
      />
    </>
  );
}

function Finder() {
  const { t } = useTranslation("invoices");
  const { locale } = useLocale();
  const query = useQuery(spacesReadFinderOptions());
  const spaces = useQuery({ ...spacesListOptions({ query: { limit: 100 } }), staleTime: 300_000 });
  const [space, setSpace] = useState("");
  const say = useAct({
    act: () => spacesSayFinder({ body: { space }, throwOnError: true }),
    done: t("finder.done"),
    tell: ({ code }) => (code === "forbidden" ? t("problems.forbidden") : undefined),
  });
  const nameOf = (id: string) => spaces.data?.items.find((each) => each.id === id)?.name;
  return (
    <Section title={t("finder.title")} lead={t("finder.lead")}>
      <Loaded query={query}>
        {({ finders, say_until }) =>
          finders.length > 0 ? (
            <ul className={classes.finders}>
              {finders.map(({ from_day, space: by, member }) => (
                <li key={from_day}>
                  {by
                    ? t("finder.space", { name: nameOf(by) ?? "…", day: day(from_day, locale) })
                    : t(member ? "finder.member" : "finder.nobody", { day: day(from_day, locale) })}
                </li>
              ))}
            </ul>
          ) : say_until ? (
            <Group align="flex-end">
              <NativeSelect
                label={t("finder.which")}
                description={t("finder.hint", { day: day(say_until, locale) })}
                data={[
                  { value: "", label: t("finder.choose"), disabled: true },
                  ...(spaces.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
                ]}
                value={space}
                onChange={(event) => setSpace(event.currentTarget.value)}
              />
              <ConfirmButton
                title={t("finder.sure", { name: nameOf(space) ?? "" })}
                text={t("finder.once")}
                act={say}
                disabled={space === ""}
              >
                {t("finder.say")}
              </ConfirmButton>
            </Group>
          ) : (
            <Text maw="64ch">{t("finder.over")}</Text>
          )
        }
      </Loaded>
    </Section>
  );
}
