import { Group, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Purpose, RunDocuments, SignedCertificate } from "@/api/generated";
import { certificatesCertificateOptions, formationRunOptions } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { BackLink } from "@/components/BackLink";
import { DataTable } from "@/components/DataTable";
import { DownloadButton } from "@/components/DownloadButton";
import { Facts } from "@/components/Facts";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useLocale } from "@/i18n/useLocale";
import { money } from "@/lib/format";
import { type FunnelRow, funnel, isProven, members, type TeamRow, teams, titlesOf } from "./documents";
import { unit } from "./points";
import classes from "./runs.module.css";

/** A run as a steward sees it: aliases and figures, never names, and what makes it checkable. */
export function StewardRun({ id }: { id: string }) {
  const { t } = useTranslation("runs");
  const query = useQuery(formationRunOptions({ path: { id } }));
  return (
    <PageStack>
      <BackLink to="/desk">{t("steward.back")}</BackLink>
      <PageHeader
        title={query.data ? t(`kinds.${query.data.receipt.kind}`) : t("steward.title")}
        lead={t("steward.lead")}
      />
      <Loaded query={query}>{(run) => <Told id={id} run={run} />}</Loaded>
    </PageStack>
  );
}

function Told({ id, run }: { id: string; run: RunDocuments }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const { receipt, currency, seats, pool, result } = run;
  const found = teams(result);
  const title = titlesOf(seats);
  const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  return (
    <>
      <Facts
        isLong
        facts={[
          { label: t("facts.when"), value: <Moment at={receipt.created_at} /> },
          { label: t("steward.revision"), value: receipt.revision },
          { label: t("steward.policy"), value: t("steward.version", { version: receipt.policy }) },
          { label: t("steward.engine"), value: <code className={classes.hash}>{receipt.engine}</code> },
          { label: t("steward.pool"), value: t("steward.members", { count: members(pool) }) },
          { label: t("steward.proven"), value: t(isProven(result) ? "steward.isProven" : "steward.isOpen") },
          { label: t("steward.brief"), value: <code className={classes.hash}>{receipt.brief}</code> },
          { label: t("steward.run"), value: <code className={classes.hash}>{receipt.run}</code> },
        ]}
      />
      {found.length > 0 ? (
        found.map((team, place) => (
          <Section
            key={team.places.map(({ alias }) => alias).join()}
            title={t("steward.team", { number: place + 1 })}
            lead={t("steward.teamLine", {
              points: number.format(team.points / unit(team.places.length)),
              cohesion: number.format(team.cohesion),
              cost: money(team.cost, currency, locale),
            })}
          >
            <Places team={team} number={place + 1} title={title} />
          </Section>
        ))
      ) : (
        <Funnel rows={funnel(result)} title={title} />
      )}
      <Certificate id={id} kind={receipt.kind} />
      <Section title={t("steward.receiptTitle")} lead={t("steward.receiptLead")}>
        <Stack>
          <Facts
            isLong
            facts={(["brief_hash", "pool_hash", "result_hash"] as const).map((key) => ({
              label: t(`steward.${key}`),
              value: <code className={classes.hash}>{receipt[key]}</code>,
            }))}
          />
          <Group>
            <DownloadButton path={`/api/v1/runs/${id}/receipt`} name={`${id}.receipt.json`}>
              {t("steward.receipt")}
            </DownloadButton>
          </Group>
        </Stack>
      </Section>
    </>
  );
}

/** What a seat is called. */
type Title = (seat: string) => string;

function Places({ team, number, title }: { team: TeamRow; number: number; title: Title }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const whole = new Intl.NumberFormat(locale);
  const points = (["fit", "proof", "turn", "thrift", "near"] as const).map((term) => ({
    key: term,
    label: t(`terms.${term}`),
    numeric: true,
    cell: (row: TeamRow["places"][number]) => whole.format(row[term]),
  }));
  return (
    <DataTable
      caption={t("steward.team", { number })}
      rows={team.places}
      rowKey={({ seat }) => seat}
      columns={[
        { key: "seat", label: t("steward.seat"), cell: ({ seat }) => title(seat) },
        { key: "alias", label: t("steward.alias"), cell: ({ alias }) => <code className={classes.hash}>{alias}</code> },
        ...points,
        {
          key: "eligible",
          label: t("steward.eligible"),
          numeric: true,
          cell: ({ eligible }) => t("steward.members", { count: eligible }),
        },
      ]}
    />
  );
}

/** Why there is no team: how many were left after each condition. */
function Funnel({ rows, title }: { rows: FunnelRow[]; title: Title }) {
  const { t } = useTranslation("runs");
  const steps = (["allowed", "skills", "hours", "rate", "languages", "near"] as const).map((step, at) => ({
    key: step,
    label: t(`conditions.${step}`),
    numeric: true,
    cell: (row: FunnelRow) => row.left[at] ?? "–",
  }));
  return (
    <Section title={t("steward.noTeam")} lead={t("steward.noTeamLead")}>
      <DataTable
        caption={t("steward.noTeam")}
        rows={rows}
        rowKey={({ seat }) => seat}
        columns={[{ key: "seat", label: t("steward.seat"), cell: ({ seat }: FunnelRow) => title(seat) }, ...steps]}
      />
    </Section>
  );
}

/** The proof that spaces played no part, which is made of each run that forms teams for a brief, and of no other. */
function Certificate({ id, kind }: { id: string; kind: Purpose }) {
  const { t } = useTranslation("runs");
  const isMade = kind === "form";
  const query = useQuery({ ...certificatesCertificateOptions({ path: { id } }), retry: false, enabled: isMade });
  const isMissing = query.isError && asProblem(query.error).code === "not-found";
  return (
    <Section title={t("certificate.title")} lead={t("certificate.lead")}>
      {!isMade || isMissing ? (
        <Text>{t(isMade ? "certificate.none" : "certificate.notOfThis")}</Text>
      ) : (
        <Loaded query={query} waiting={<Waiting lines={1} />}>
          {(certificate) => <Certified certificate={certificate} id={id} />}
        </Loaded>
      )}
    </Section>
  );
}

function Certified({ certificate: { content, key }, id }: { certificate: SignedCertificate; id: string }) {
  const { t } = useTranslation("runs");
  const { locale } = useLocale();
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  return (
    <Stack>
      <Group>
        {content.equal ? (
          <StatusBadge icon={IconCircleCheck} color="muster" label={t("certificate.equal")} />
        ) : (
          <StatusBadge icon={IconAlertTriangle} color="red" label={t("certificate.unequal")} />
        )}
      </Group>
      <Text maw="68ch">
        {t("certificate.permuted", {
          affiliations: number(content.permuted.affiliations),
          terms: number(content.permuted.terms),
          operators: number(content.permuted.operators),
        })}
      </Text>
      {!content.as_in_run && <Text maw="68ch">{t("certificate.changedSince")}</Text>}
      <Facts
        facts={[
          { label: t("certificate.at"), value: <Moment at={content.at} /> },
          { label: t("certificate.before"), value: <code className={classes.hash}>{content.before.result_hash}</code> },
          { label: t("certificate.after"), value: <code className={classes.hash}>{content.after.result_hash}</code> },
          { label: t("certificate.key"), value: <code className={classes.hash}>{key}</code> },
        ]}
      />
      <Group>
        <DownloadButton path={`/api/v1/runs/${id}/certificate`} name={`${id}.certificate.json`}>
          {t("certificate.download")}
        </DownloadButton>
      </Group>
    </Stack>
  );
}
