import { Stack, Text } from "@mantine/core";
import { IconHourglassHigh } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PolicyView, Published } from "@/api/generated";
import { policiesInForceOptions, policiesListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { Facts } from "@/components/Facts";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { ChangedRules } from "@/features/policy/ChangedRules";
import { PolicyState } from "@/features/policy/PolicyState";
import { RULES, WEIGHTS, written } from "@/features/policy/rules";
import { useLocale } from "@/i18n/useLocale";
import { FeesSection } from "./FeesSection";
import classes from "./public.module.css";
import { weightsOf } from "./weights";

/** The rules by which teams are formed, for everybody: in words, with every figure, and as they were before. */
export function PolicyPage() {
  const { t } = useTranslation("public");
  const { locale } = useLocale();
  const policy = useQuery(policiesInForceOptions());
  return (
    <PageStack>
      <PageHeader title={t("policy.title")} lead={t("policy.lead")} />
      <Loaded query={policy}>{(found) => <InForce found={found} />}</Loaded>
      <Section title={t("turns.title")}>
        <Stack gap="xs" maw="68ch">
          <Text>{t("turns.offer")}</Text>
          <Text>{t("turns.decline")}</Text>
          {policy.data && (
            <Text>
              {t("turns.keep", {
                shrinks: written("turn_keep", 1000 - policy.data.policy.turn_keep, locale),
                cap: written("turn_cap", policy.data.policy.turn_cap, locale),
              })}
            </Text>
          )}
          <Text>{t("turns.enough")}</Text>
        </Stack>
      </Section>
      <FeesSection />
      <Section title={t("history.title")} lead={t("history.lead")}>
        <History current={policy.data} />
      </Section>
    </PageStack>
  );
}

function InForce({ found: { version, policy } }: { found: PolicyView }) {
  const { t } = useTranslation(["public", "policy"]);
  const { locale } = useLocale();
  const number = (value: number) => new Intl.NumberFormat(locale).format(value);
  return (
    <>
      <Section title={t("policy.weights")} lead={t("policy.weightsLead", { version })}>
        <DataTable
          caption={t("policy.weights")}
          rows={weightsOf(policy.weights)}
          rowKey={({ term }) => term}
          columns={[
            { key: "term", label: t("policy.term"), cell: ({ term }) => t(`policy:params.${term}`) },
            {
              key: "weight",
              label: t("policy.weight"),
              numeric: true,
              cell: ({ weight, share }) => (
                <>
                  {number(weight)}
                  <span className={classes.bar} aria-hidden>
                    <span style={{ width: `${share * 100}%` }} />
                  </span>
                </>
              ),
            },
          ]}
        />
        <Stack component="dl" gap="xs" my={0} maw="68ch">
          {WEIGHTS.map((term) => (
            <div key={term}>
              <Text component="dt" fw={600} size="sm">
                {t(`policy:params.${term}`)}
              </Text>
              <Text component="dd" m={0} size="sm">
                {t(`term.${term}`)}
              </Text>
            </div>
          ))}
        </Stack>
        <Text size="sm" c="dimmed" maw="68ch">
          {t("policy.never")}
        </Text>
      </Section>
      <Section title={t("policy.figures")}>
        <Facts
          facts={[
            ...RULES.map((rule) => ({
              label: t(`policy:params.${rule}`),
              value: written(rule, policy[rule], locale),
            })),
            { label: t("policy.horizon"), value: t("policy.weeks", { count: policy.horizon_weeks }) },
          ]}
        />
      </Section>
    </>
  );
}

/** Every policy that was ever proposed, the newest first. */
function History({ current }: { current?: PolicyView }) {
  const { t } = useTranslation(["public", "policy"]);
  // No other page asks for so many: what stewards read is kept apart, as it says which proposals are their own.
  const policies = useInfiniteQuery({ ...policiesListInfiniteOptions({ query: { limit: 50 } }), ...paging });
  return (
    <PagedList<Published> query={policies} empty={<Text>{t("history.empty")}</Text>}>
      {(items) => (
        <DataTable
          caption={t("history.title")}
          rows={items}
          rowKey={(item) => item.id ?? `version ${item.version}`}
          columns={[
            {
              key: "version",
              label: t("history.policy"),
              cell: ({ version }) => (version ? t("history.version", { version }) : t("history.proposal")),
            },
            {
              key: "state",
              label: t("history.state"),
              cell: (item) => (
                <span className={classes.whole}>
                  {item.state === "proposed" ? (
                    <StatusBadge icon={IconHourglassHigh} color="yellow" label={t("history.proposed")} />
                  ) : (
                    <PolicyState policy={item} inForce={current?.version} />
                  )}
                </span>
              ),
            },
            { key: "when", label: t("history.when"), cell: (item) => <When item={item} /> },
            { key: "why", label: t("history.why"), isProse: true, cell: (item) => <Why item={item} /> },
            {
              key: "change",
              label: t("policy:policies.beside"),
              isProse: true,
              cell: ({ policy }) => current && <ChangedRules now={current.policy} then={policy} />,
            },
          ]}
        />
      )}
    </PagedList>
  );
}

/** Why a policy was proposed, in the words of the steward who did; that of a new network has no author. */
function Why({ item }: { item: Published }) {
  const { t } = useTranslation("public");
  return item.id ? item.why : t("history.first");
}

function When({ item: { in_force_from, decided_at, proposed_at } }: { item: Published }) {
  const { t } = useTranslation("public");
  const at = in_force_from ?? decided_at ?? proposed_at;
  return at ? <Moment at={at} /> : t("history.begin");
}
