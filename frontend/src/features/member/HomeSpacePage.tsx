import { Button, Group, NativeSelect, Paper, Stack, Text } from "@mantine/core";
import { IconEye, IconEyeOff } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Home, reportsBeginSharing, reportsEndSharing, spacesMoveHome } from "@/api/generated";
import {
  reportsReadSharingOptions,
  reportsReadSharingQueryKey,
  spacesListOptions,
  spacesReadHomesOptions,
  spacesReadHomesQueryKey,
} from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DayInput } from "@/components/DayInput";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { useLocale } from "@/i18n/useLocale";
import { today } from "@/lib/days";
import { day } from "@/lib/format";
import classes from "./member.module.css";

const NONE = "none";

/** Where the member belongs, now and later, and what they show their space of their own work. */
export function HomeSpacePage() {
  const { t } = useTranslation("member");
  const homes = useQuery(spacesReadHomesOptions());
  return (
    <PageStack>
      <PageHeader title={t("space.title")} lead={t("space.lead")} />
      <Section title={t("space.where")}>
        <Loaded query={homes} waiting={<Waiting lines={1} />}>
          {(all) => <Homes homes={all} />}
        </Loaded>
      </Section>
      <Move />
      <Sharing homes={homes.data ?? []} />
    </PageStack>
  );
}

function Homes({ homes }: { homes: Home[] }) {
  const { t } = useTranslation("member");
  const { locale } = useLocale();
  const now = today("UTC");
  if (homes.length === 0) {
    return <Text>{t("space.none")}</Text>;
  }
  return (
    <ul className={classes.list}>
      {homes.map(({ space, name, from, to }) => (
        <Paper component="li" withBorder px="md" py="xs" key={space + from}>
          <Text fw={650}>{name}</Text>
          <Text size="sm">
            {from <= now ? t("space.since", { day: day(from, locale) }) : t("space.from", { day: day(from, locale) })}
            {to && ` ${t("space.to", { day: day(to, locale) })}`}
          </Text>
        </Paper>
      ))}
    </ul>
  );
}

function Move() {
  const { t } = useTranslation("member");
  const queries = useQueryClient();
  const spaces = useQuery({ ...spacesListOptions({ query: { limit: 100 } }), staleTime: 300_000 });
  const { field, form, ...frame } = useApiForm({
    initial: { space: "", from: "" },
    rules: {
      space: { right: (text) => text !== "", wrong: t("space.spaceWrong") },
      from: { right: (text) => text !== "", wrong: t("space.dayWrong") },
    },
    send: async ({ space, from }) => {
      await spacesMoveHome({ body: { space: space === NONE ? null : space, from }, throwOnError: true });
      form.reset();
      await queries.invalidateQueries({ queryKey: spacesReadHomesQueryKey() });
    },
  });
  const options = (spaces.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Section title={t("space.move")} lead={t("space.moveLead")}>
      <ApiForm {...frame} verb={t("space.moveSubmit")} maw={460} aria-label={t("space.move")}>
        <NativeSelect
          label={t("space.to2")}
          data={[
            { value: "", label: t("space.toChoose"), disabled: true },
            ...options,
            { value: NONE, label: t("space.toNone") },
          ]}
          {...field("space")}
        />
        <DayInput
          label={t("space.day")}
          description={t("space.dayHint")}
          placeholder={t("space.dayChoose")}
          min={today("UTC")}
          {...field("from")}
        />
      </ApiForm>
    </Section>
  );
}

function Sharing({ homes }: { homes: Home[] }) {
  const { t } = useTranslation("member");
  const query = useQuery(reportsReadSharingOptions());
  const stale = [reportsReadSharingQueryKey()];
  const begin = useAct({
    act: () => reportsBeginSharing({ throwOnError: true }),
    stale,
    done: t("sharing.begun"),
    tell: ({ code }) => (code === "no-home-space" ? t("sharing.noHome") : undefined),
  });
  const end = useAct({ act: () => reportsEndSharing({ throwOnError: true }), stale, done: t("sharing.ended") });
  return (
    <Section title={t("sharing.title")} lead={t("sharing.lead")}>
      <Loaded query={query} waiting={<Waiting lines={1} />}>
        {({ space, since }) => (
          <Stack>
            <Group>
              <StatusBadge
                icon={space ? IconEye : IconEyeOff}
                color={space ? "muster" : "gray"}
                label={space ? t("sharing.on") : t("sharing.off")}
              />
              {space && since && (
                <Text size="sm">
                  {t("sharing.with", {
                    space: homes.find((home) => home.space === space)?.name ?? t("sharing.aSpace"),
                  })}{" "}
                  <Moment at={since} />
                </Text>
              )}
            </Group>
            <div>
              <Text fw={600}>{t("sharing.what")}</Text>
              <ul className={classes.plain}>
                {(["name", "day", "category", "amount"] as const).map((part) => (
                  <li key={part}>{t(`sharing.parts.${part}`)}</li>
                ))}
              </ul>
            </div>
            <Text size="sm" c="dimmed">
              {t("sharing.never")}
            </Text>
            <Group>
              {space ? (
                <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
                  {t("sharing.end")}
                </Button>
              ) : (
                <ConfirmButton title={t("sharing.beginTitle")} text={t("sharing.beginText")} act={begin}>
                  {t("sharing.begin")}
                </ConfirmButton>
              )}
            </Group>
          </Stack>
        )}
      </Loaded>
    </Section>
  );
}
