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
import { type Change, changesOf, isHat, isId, SUBJECTS, type Subject } from "./audit";
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
    ...auditListInfiniteOptions({ query: { limit: 50, act: about && `${about}.` } }),
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
      cell: ({ subject }: Audited) => (subject ? <SubjectId id={subject} /> : t("sealed")),
    },
    {
      key: "change",
      label: t("change"),
      cell: ({ before, after }: Audited) => <Changes changes={changesOf(before, after)} />,
    },
  ];
  return <DataTable caption={t("entries")} columns={columns} rows={entries} rowKey={({ id }) => id} />;
}

/** What an act was done to. Who brought a client, which is all that admins do to one, is a step away for them. */
function SubjectId({ id }: { id: string }) {
  const isAdmin = useHat() === "admin";
  const code = <code className={classes.id}>{id}</code>;
  return isAdmin && id.startsWith("client_") ? (
    <TextLink to="/network/finders" search={{ client: id }} inherit>
      {code}
    </TextLink>
  ) : (
    code
  );
}

/** An act in words, and as the log has it. One that has no words yet is told as it is. */
function Act({ act }: { act: string }) {
  const { t } = useTranslation("audit");
  return (
    <Stack gap={0}>
      <span>{t(`acts.${act}` as "acts.hat.granted", { defaultValue: "" })}</span>
      <Text size="xs" c="dimmed" component="code">
        {act}
      </Text>
    </Stack>
  );
}

/** What stood or stands there; an id as a program has it. */
function Value({ told }: { told: string }) {
  return isId(told) ? <code>{told}</code> : told;
}

/** More than this is folded, so that a whole policy does not push everything else away. */
const SHOWN = 4;

function Changes({ changes }: { changes: Change[] }) {
  const { t } = useTranslation("audit");
  const list = (
    <ul className={classes.changes}>
      {changes.map(({ name, before, after }) => (
        <li key={name}>
          <code>{name}</code>: {before !== undefined && <Value told={before} />} →{" "}
          {after === undefined ? t("nothing") : <Value told={after} />}
        </li>
      ))}
    </ul>
  );
  if (changes.length === 0) {
    return null;
  }
  if (changes.length <= SHOWN) {
    return list;
  }
  return (
    <details>
      <summary>{t("changes", { count: changes.length })}</summary>
      {list}
    </details>
  );
}
