import { Code, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Policy, PolicyView, Published } from "@/api/generated";
import {
  policiesInForceOptions,
  policiesReadOptions,
  policiesReportOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { SIGNED } from "@/api/signed";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { DownloadButton } from "@/components/DownloadButton";
import { Facts } from "@/components/Facts";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useLocale } from "@/i18n/useLocale";
import { DecideProposal } from "./DecideProposal";
import { PolicyFacts } from "./PolicyFacts";
import { PolicyState } from "./PolicyState";
import classes from "./policy.module.css";
import { bare, differences, numberOf, PARAMS, type Param, unitOf, written } from "./rules";
import { SimulationPicture } from "./SimulationPicture";

/** One policy that was proposed: why, what it changes, and the decision on it. */
export function ProposalPage({ id }: { id: string }) {
  const { t } = useTranslation("policy");
  const proposal = useQuery(policiesReadOptions({ ...SIGNED, path: { id } }));
  const inForce = useQuery(policiesInForceOptions());
  const version = proposal.data?.version;
  return (
    <PageStack>
      <BackLink to="/policies">{t("proposal.back")}</BackLink>
      <PageHeader
        title={version == null ? t("proposal.title") : t("proposal.titleVersion", { version })}
        aside={proposal.data && <PolicyState policy={proposal.data} inForce={inForce.data?.version} />}
      />
      <Loaded query={proposal}>
        {(policy) => (
          <Loaded query={inForce}>{(current) => <Proposal id={id} policy={policy} current={current} />}</Loaded>
        )}
      </Loaded>
    </PageStack>
  );
}

function Proposal({ id, policy, current }: { id: string; policy: Published; current: PolicyView }) {
  const { t } = useTranslation("policy");
  const { version } = current;
  const count = differences(policy.policy, current.policy).length;
  return (
    <>
      <Section title={t("proposal.why")}>
        <Text className={classes.words}>{policy.why}</Text>
        <PolicyFacts policy={policy} />
      </Section>
      <Section
        title={t("proposal.differences")}
        lead={count === 0 ? t("proposal.same", { version }) : t("proposal.differencesLead", { count, version })}
      >
        <Differences now={current.policy} then={policy.policy} />
      </Section>
      <Section title={t("proposal.simulation")}>
        {policy.report_kept && <KeptReport id={id} proposed={policy.policy} />}
        {policy.report ? (
          <>
            <Text maw="64ch">{t(policy.report_kept ? "proposal.reportKept" : "proposal.report")}</Text>
            <Code className={classes.hash}>{policy.report}</Code>
          </>
        ) : (
          <Text maw="64ch">{t("proposal.noReport")}</Text>
        )}
      </Section>
      {policy.state === "proposed" && <DecideProposal id={id} isYours={policy.yours} />}
    </>
  );
}

/** The report that was handed in: its picture, and the file itself, for whoever wants to check it. */
function KeptReport({ id, proposed }: { id: string; proposed: Policy }) {
  const { t } = useTranslation("policy");
  const report = useQuery(policiesReportOptions({ path: { id } }));
  return (
    <Loaded query={report}>
      {(found) => (
        <>
          <SimulationPicture report={found} proposed={proposed} />
          <Group>
            <DownloadButton path={`/api/v1/policies/${id}/report`} name={`${id}.json`}>
              {t("picture.file")}
            </DownloadButton>
          </Group>
        </>
      )}
    </Loaded>
  );
}

/** What changes, and a step away what does not. */
function Differences({ now, then }: { now: Policy; then: Policy }) {
  const { t } = useTranslation("policy");
  const { locale } = useLocale();
  const changed = differences(now, then);
  const rest = PARAMS.filter((param) => !changed.includes(param));
  const told = (policy: Policy, param: Param) => written(param, numberOf(policy, param), locale);
  const change = (param: Param) => {
    const by = numberOf(then, param) - numberOf(now, param);
    const options = { signDisplay: "exceptZero" } as const;
    // From 80% to 90% is no change by 10%.
    return unitOf(param) === "percent"
      ? t("proposal.points", { change: bare(param, by, locale, options) })
      : written(param, by, locale, options);
  };
  return (
    <>
      {changed.length > 0 && (
        <DataTable
          caption={t("proposal.differences")}
          rows={changed}
          rowKey={(param) => param}
          columns={[
            { key: "rule", label: t("proposal.rule"), cell: (param) => t(`params.${param}`) },
            { key: "now", label: t("proposal.now"), numeric: true, cell: (param) => told(now, param) },
            { key: "then", label: t("proposal.then"), numeric: true, cell: (param) => told(then, param) },
            { key: "change", label: t("proposal.change"), numeric: true, cell: change },
          ]}
        />
      )}
      {rest.length > 0 && (
        <details>
          <summary>{t("proposal.rest", { count: rest.length })}</summary>
          <Facts facts={rest.map((param) => ({ label: t(`params.${param}`), value: told(now, param) }))} />
        </details>
      )}
    </>
  );
}
