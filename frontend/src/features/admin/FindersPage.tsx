import { Code, NativeSelect, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type Icon, IconCalendarEvent, IconCheck, IconHistory } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type BroughtBy, type Space, spacesSetFinder } from "@/api/generated";
import {
  clientsReadOptions,
  spacesListFindersOptions,
  spacesListOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { DataTable } from "@/components/DataTable";
import { DayInput } from "@/components/DayInput";
import { Loaded, Waiting } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useApiForm } from "@/components/useApiForm";
import { toldIn } from "@/i18n/problems";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";
import classes from "./admin.module.css";
import { ClientPicker } from "./ClientPicker";
import { dayAhead } from "./decimals";
import { FINDER_KINDS, type FinderKind, type FinderState, finderState } from "./finders";
import { isMember } from "./ids";

/** How far ahead a finder can be named, in days: as far as the server takes it. */
const HORIZON = 2 * 366;

/** A network has few enough spaces for one page of them. */
const SPACES = spacesListOptions({ query: { limit: 100 } });

interface Props {
  /** The organisation that is looked at, by its id, if one is. */
  client: string | undefined;
  look: (client: string) => void;
}

/** Who brought a client organisation, each from a day on. */
export function FindersPage({ client, look }: Props) {
  const { t } = useTranslation("admin");
  return (
    <PageStack>
      <PageHeader title={t("finders.title")} lead={t("finders.lead")} />
      <ClientPicker onPick={look} />
      {client && <OfClient id={client} />}
    </PageStack>
  );
}

/** Who brought one organisation, and a form to name somebody. */
function OfClient({ id }: { id: string }) {
  const { t } = useTranslation("admin");
  const client = useQuery(clientsReadOptions({ path: { id } }));
  const found = useQuery(spacesListFindersOptions({ path: { id } }));
  return (
    <Loaded query={client}>
      {({ name }) => (
        <Loaded query={found}>
          {(finders) => (
            <>
              <Section title={t("finders.of")} lead={name}>
                <Finders finders={finders} />
              </Section>
              <Name key={id} client={id} />
            </>
          )}
        </Loaded>
      )}
    </Loaded>
  );
}

const SIGNS: Record<FinderState, { icon: Icon; color: string }> = {
  now: { icon: IconCheck, color: "muster" },
  coming: { icon: IconCalendarEvent, color: "yellow" },
  past: { icon: IconHistory, color: "gray" },
};

function Finders({ finders }: { finders: BroughtBy[] }) {
  const { t } = useTranslation("admin");
  const { locale } = useLocale();
  const spaces = useQuery(SPACES);
  const today = dayAhead(Date.now(), 0);
  if (finders.length === 0) {
    return <Text c="dimmed">{t("finders.none")}</Text>;
  }
  const who = ({ space, member }: BroughtBy) => {
    if (space) {
      return t("finders.space", { name: spaces.data?.items.find(({ id }) => id === space)?.name ?? space });
    }
    return member ? (
      <>
        {t("finders.member")} <Code className={classes.hash}>{member}</Code>
      </>
    ) : (
      t("finders.nobody")
    );
  };
  return (
    <DataTable
      caption={t("finders.of")}
      rows={finders}
      rowKey={({ from_day }) => from_day}
      columns={[
        { key: "who", label: t("finders.who"), cell: who },
        { key: "from", label: t("finders.from"), cell: ({ from_day }) => day(from_day, locale) },
        {
          key: "state",
          label: t("finders.state"),
          cell: (finder) => {
            const state = finderState(finder, finders, today);
            return (
              <span className={classes.whole}>
                <StatusBadge {...SIGNS[state]} label={t(`finders.${state}`)} />
              </span>
            );
          },
        },
      ]}
    />
  );
}

function Name({ client }: { client: string }) {
  const { t } = useTranslation("admin");
  const spaces = useQuery(SPACES);
  return (
    <Section title={t("finders.set")} lead={t("finders.setLead")}>
      <Loaded query={spaces} waiting={<Waiting lines={1} />}>
        {({ items }) => <NameForm client={client} spaces={items} />}
      </Loaded>
    </Section>
  );
}

function NameForm({ client, spaces }: { client: string; spaces: Space[] }) {
  const { t } = useTranslation(["admin", "common"]);
  const tell = toldIn("admin");
  const queries = useQueryClient();
  const [kind, setKind] = useState<FinderKind>("space");
  const [today, last] = [dayAhead(Date.now(), 0), dayAhead(Date.now(), HORIZON)];
  const { field, form, ...frame } = useApiForm({
    initial: { space: "", member: "", from_day: today },
    rules: {
      space: { right: (text) => kind !== "space" || text !== "", wrong: t("finders.spaceWrong") },
      member: { right: (text) => kind !== "member" || isMember(text), wrong: t("finders.memberWrong") },
      from_day: { right: (from) => today <= from && from <= last, wrong: t("finders.fromWrong") },
    },
    send: async ({ space, member, from_day }) => {
      const finder = {
        space: kind === "space" ? space : null,
        member: kind === "member" ? member.trim() : null,
      };
      await spacesSetFinder({ path: { id: client }, body: { finder, from_day }, throwOnError: true });
      form.reset();
      setKind("space");
      notifications.show({ message: t("finders.done"), color: "muster" });
      await queries.invalidateQueries();
    },
    tell,
  });
  return (
    <ApiForm {...frame} verb={t("finders.submit")}>
      <div className={classes.fields}>
        <NativeSelect
          label={t("finders.kind")}
          data={FINDER_KINDS.map((value) => ({ value, label: t(`finders.kinds.${value}`) }))}
          value={kind}
          onChange={({ currentTarget: { value } }) => setKind(FINDER_KINDS.find((each) => each === value) ?? "space")}
        />
        {kind === "space" && (
          <NativeSelect
            label={t("finders.spaceLabel")}
            data={[
              { value: "", label: t("common:ui.choose"), disabled: true },
              ...spaces.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            {...field("space")}
          />
        )}
        {kind === "member" && (
          <TextInput
            autoComplete="off"
            spellCheck={false}
            label={t("finders.memberLabel")}
            description={t("finders.memberHint")}
            {...field("member")}
          />
        )}
        <DayInput label={t("finders.from")} min={today} max={last} {...field("from_day")} />
      </div>
    </ApiForm>
  );
}
