import { NativeSelect, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type Icon, IconCalendarEvent, IconCheck, IconHistory, IconReceiptTax } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { spacesAnnounceForNetwork, type Terms } from "@/api/generated";
import { spacesListNetworkTermsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ApiForm } from "@/components/ApiForm";
import { DataTable } from "@/components/DataTable";
import { DayInput } from "@/components/DayInput";
import { EmptyState } from "@/components/EmptyState";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useApiForm } from "@/components/useApiForm";
import { useLocale } from "@/i18n/useLocale";
import { day, money } from "@/lib/format";
import classes from "./admin.module.css";
import { dayAhead, isScaled, percent, scaled } from "./decimals";
import { mostOf, NETWORK_KINDS, type RateState, rateStates } from "./rates";

/** The network's own rates, and the way to announce the next one. */
export function NetworkTermsPage() {
  const { t } = useTranslation("admin");
  const terms = useInfiniteQuery({ ...spacesListNetworkTermsInfiniteOptions({ query: { limit: 50 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("terms.title")} lead={t("terms.lead")} />
      <Section title={t("terms.list")}>
        <PagedList
          query={terms}
          empty={
            <EmptyState
              icon={<IconReceiptTax size={40} stroke={1.4} aria-hidden />}
              title={t("terms.emptyTitle")}
              text={t("terms.emptyText")}
              action={null}
            />
          }
        >
          {(all) => <Rates rates={all} />}
        </PagedList>
      </Section>
      <Announce />
    </PageStack>
  );
}

const SIGNS: Record<RateState, { icon: Icon; color: string }> = {
  inForce: { icon: IconCheck, color: "muster" },
  coming: { icon: IconCalendarEvent, color: "yellow" },
  past: { icon: IconHistory, color: "gray" },
};

function Rates({ rates }: { rates: Terms[] }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const states = rateStates(rates, dayAhead(Date.now(), 0));
  const bounds = (each: Terms["bounds"][number]) =>
    [
      each.least ? t("terms.least", { amount: money(each.least, each.currency, locale) }) : "",
      each.most_a_year != null ? t("terms.mostAYear", { amount: money(each.most_a_year, each.currency, locale) }) : "",
    ]
      .filter(Boolean)
      .join(", ");
  return (
    <DataTable
      caption={t("terms.list")}
      rows={rates}
      rowKey={({ id }) => id}
      columns={[
        { key: "kind", label: t("terms.kind"), cell: ({ kind }) => t(`terms.kinds.${kind}`) },
        {
          key: "rate",
          label: t("terms.rate"),
          numeric: true,
          cell: ({ basis_points }) => percent(basis_points, locale),
        },
        { key: "from", label: t("terms.from"), cell: ({ from_day }) => day(from_day, locale) },
        {
          key: "state",
          label: t("terms.state"),
          cell: ({ id }) => {
            const state = states.get(id) ?? "past";
            return (
              <span className={classes.whole}>
                <StatusBadge {...SIGNS[state]} label={t(`terms.${state}`)} />
              </span>
            );
          },
        },
        { key: "bounds", label: t("terms.bounds"), cell: (rate) => rate.bounds.map(bounds).join("; ") || "–" },
        { key: "announced", label: t("terms.announcedAt"), cell: ({ announced_at }) => <Moment at={announced_at} /> },
      ]}
    />
  );
}

function Announce() {
  const { t } = useTranslation("admin");
  const queries = useQueryClient();
  const { field, form, ...frame } = useApiForm({
    initial: { kind: "network", basis_points: "", from_day: dayAhead(Date.now(), 30) },
    rules: {
      kind: { right: (text) => text !== "", wrong: t("terms.conflict") },
      basis_points: { right: (text) => isScaled(text, 2, 0, 10_000), wrong: t("terms.rateWrong") },
      from_day: { right: (on) => on >= dayAhead(Date.now(), 0), wrong: t("terms.fromWrong") },
    },
    send: async ({ kind, basis_points, from_day }) => {
      const chosen = NETWORK_KINDS.find((each) => each === kind) ?? "network";
      const body = { kind: chosen, basis_points: scaled(basis_points, 2) ?? 0, from_day };
      await spacesAnnounceForNetwork({ body, throwOnError: true });
      form.reset();
      notifications.show({ message: t("terms.done"), color: "muster" });
      await queries.invalidateQueries();
    },
    tell: ({ code, fields }) =>
      fields.length === 0 &&
      !["offline", "busy", "database-away", "internal", "forbidden", "unauthenticated"].includes(code)
        ? t("terms.conflict")
        : undefined,
  });
  const isOver = isScaled(form.values.basis_points, 2, mostOf(form.values.kind) + 1, 10_000);
  return (
    <Section title={t("terms.announce")} lead={t("terms.announceLead")}>
      <ApiForm {...frame} verb={t("terms.submit")}>
        <div className={classes.fields}>
          <NativeSelect
            label={t("terms.kind")}
            data={NETWORK_KINDS.map((value) => ({ value, label: t(`terms.kinds.${value}`) }))}
            {...field("kind")}
          />
          <TextInput
            inputMode="decimal"
            label={t("terms.rateLabel")}
            {...field("basis_points")}
            error={isOver ? t("terms.rateWrong") : field("basis_points").error}
          />
          <DayInput label={t("terms.from")} min={dayAhead(Date.now(), 0)} {...field("from_day")} />
        </div>
      </ApiForm>
    </Section>
  );
}
