import { Alert, Button, Group, List, NativeSelect, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconShieldCheck, IconShieldOff } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { AuditCheck, Audited } from "@/api/generated";
import { auditCheckOptions, auditListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { DataTable } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { TextLink } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useHat } from "@/features/engagements/useHat";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import { AuditChanges } from "./AuditChanges";
import { actsOf, isCode, isHat, SUBJECTS, type Subject } from "./audit";
import { isDay, monthName } from "./numbers";
import classes from "./steward.module.css";

/** What was done, by whom and to what, and whether the log is as it was written. */
export function AuditPage({ about }: { about?: Subject }) {
  const { t } = useTranslation("audit");
  return (
    <PageStack>
      <PageHeader title={t("title")} lead={t("lead")} />
      <Check />
      <Entries about={about} />
    </PageStack>
  );
}

/** What the last night found, and a look at what was written since, when somebody asks for it. */
function Check() {
  const { t } = useTranslation("audit");
  const check = useQuery({ ...auditCheckOptions(), enabled: false });
  return (
    <Section
      title={t("checkTitle")}
      lead={t("checkLead")}
      aside={
        <Button variant="default" loading={check.isFetching} onClick={() => void check.refetch()}>
          {t("check")}
        </Button>
      }
    >
      <div role="status" className={classes.found}>
        {check.isError && <ErrorState error={check.error} retry={() => void check.refetch()} />}
        {check.data && <Found {...check.data} />}
      </div>
      <TextLink to="/network" hash="anchors" size="sm">
        {t("toAnchors")}
      </TextLink>
    </Section>
  );
}

function Found({ night, intact, pending, faults, more }: AuditCheck) {
  const { t } = useTranslation("audit");
  const told = night?.fault ? [night.fault, ...faults] : faults;
  if (told.length === 0) {
    return (
      <Alert variant="outline" color="muster" icon={<IconShieldCheck aria-hidden />} title={t("whole")}>
        {night ? (
          <Text size="sm">
            {t("night")} <Moment at={night.checked_at} />: {t("counted", { count: night.entries })}
          </Text>
        ) : (
          <Text size="sm">{t("noNight")}</Text>
        )}
        <Text size="sm">
          {t("since")}: {t("counted", { count: intact })} {pending > 0 && t("waiting", { count: pending })}{" "}
          {more && t("more")}
        </Text>
      </Alert>
    );
  }
  return (
    <Alert
      variant="outline"
      color="red"
      icon={<IconShieldOff aria-hidden />}
      title={t("broken", { count: (night?.faults ?? 0) + faults.length })}
    >
      <List size="sm" lang="en">
        {told.map((fault) => (
          <List.Item key={fault}>{fault}</List.Item>
        ))}
      </List>
    </Alert>
  );
}

function Entries({ about }: { about?: Subject }) {
  const { t } = useTranslation(["audit", "common"]);
  const navigate = useNavigate();
  const entries = useInfiniteQuery({
    ...auditListInfiniteOptions({ query: { limit: 50, ...actsOf(about) } }),
    ...paging,
  });
  return (
    <Section title={t("entries")} plain>
      <Group>
        <NativeSelect
          label={t("about")}
          data={[
            { value: "", label: t("everything") },
            ...SUBJECTS.map((subject) => ({ value: subject, label: t(`subjects.${subject}`) })),
          ]}
          value={about ?? ""}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: "/audit", search: { about: SUBJECTS.find((subject) => subject === value) } })
          }
        />
      </Group>
      <PagedList
        query={entries}
        empty={
          <EmptyState
            icon={<IconAlertTriangle size={40} stroke={1.4} aria-hidden />}
            title={t("none")}
            text={t("noneText")}
            action={null}
          />
        }
      >
        {(items) => <Table entries={items} />}
      </PagedList>
    </Section>
  );
}

function Table({ entries }: { entries: Audited[] }) {
  const { t } = useTranslation(["audit", "common"]);
  const columns = [
    { key: "act", label: t("act"), cell: ({ act }: Audited) => <Act act={act} /> },
    { key: "at", label: t("at"), cell: ({ at }: Audited) => <Moment at={at} /> },
    {
      key: "who",
      label: t("who"),
      cell: ({ person, hat }: Audited) => (
        <Stack gap={0}>
          <Text size="sm">{isHat(hat) ? t(`common:hats.${hat}`) : person ? t("noHat") : t("muster")}</Text>
          {person && <code className={classes.id}>{person}</code>}
        </Stack>
      ),
    },
    {
      key: "subject",
      label: t("subject"),
      cell: ({ subject }: Audited) => (subject ? <SubjectOf subject={subject} /> : t("sealed")),
    },
    {
      key: "change",
      label: t("change"),
      cell: (entry: Audited) => <AuditChanges entry={entry} />,
    },
  ];
  return <DataTable caption={t("entries")} columns={columns} rows={entries} rowKey={({ id }) => id} />;
}

/** What an act was done to. Who brought a client, which is all that admins do to one, is a step away for them. */
function SubjectOf({ subject }: { subject: string }) {
  const { t } = useTranslation("audit");
  const { locale } = useLocale();
  const isAdmin = useHat() === "admin";
  if (isCode(subject)) {
    const code = <code className={classes.id}>{subject}</code>;
    return isAdmin && subject.startsWith("client_") ? (
      <TextLink to="/network/finders" search={{ client: subject }} inherit>
        {code}
      </TextLink>
    ) : (
      code
    );
  }
  if (subject === "network") {
    return t("network");
  }
  if (isDay(`${subject}-01`)) {
    return monthName(subject, locale);
  }
  return isDay(subject) ? day(subject, locale) : subject;
}

/** An act in words. One that has no words yet is told as the log has it. */
function Act({ act }: { act: string }) {
  const { t, i18n } = useTranslation("audit");
  return i18n.exists(`audit:acts.${act}`) ? t(`acts.${act}` as "acts.hat.granted") : <code>{act}</code>;
}
