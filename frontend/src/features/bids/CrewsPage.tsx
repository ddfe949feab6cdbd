import { Paper, Stack, Text, TextInput, Title } from "@mantine/core";
import { IconUsersGroup } from "@tabler/icons-react";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Crew, crewsFound } from "@/api/generated";
import { crewsListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ApiForm } from "@/components/ApiForm";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useApiForm } from "@/components/useApiForm";
import { newKey } from "@/lib/newKey";
import classes from "./bids.module.css";
import { useTell } from "./useTell";

/** The crews that the member is in or asked to join, and the way to found one. */
export function CrewsPage() {
  const { t } = useTranslation("bids");
  const crews = useInfiniteQuery({ ...crewsListInfiniteOptions({ query: { limit: 20 } }), ...paging });
  const empty = (
    <EmptyState
      icon={<IconUsersGroup size={40} stroke={1.4} aria-hidden />}
      title={t("crews.emptyTitle")}
      text={t("crews.emptyText")}
      action={
        <LinkButton to="/connections" variant="default">
          {t("crews.ties")}
        </LinkButton>
      }
    />
  );
  return (
    <PageStack>
      <PageHeader title={t("crews.title")} lead={t("crews.lead")} />
      <PagedList query={crews} empty={empty}>
        {(items) => (
          <ul className={cards.list}>
            {items.map((crew: Crew) => (
              <li key={crew.id}>
                <CrewCard crew={crew} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
      <FoundCrew />
    </PageStack>
  );
}

function CrewCard({ crew }: { crew: Crew }) {
  const { t } = useTranslation("bids");
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap={6}>
        <Title order={2} size="h4" className={classes.title}>
          <Link to="/crews/$id" params={{ id: crew.id }} className={cards.link}>
            {crew.name}
          </Link>
        </Title>
        <div className={classes.line}>
          <Text size="sm">{t("crews.members", { count: crew.members.length })}</Text>
          <Text size="sm" fw={crew.membership === "invited" ? 600 : undefined}>
            {t(`crews.membership.${crew.membership}`)}
          </Text>
        </div>
      </Stack>
    </Paper>
  );
}

function FoundCrew() {
  const { t } = useTranslation("bids");
  const navigate = useNavigate();
  const queries = useQueryClient();
  const key = useMemo(newKey, []);
  const { field, ...frame } = useApiForm({
    initial: { name: "" },
    rules: {
      name: { right: (name) => name.trim().length >= 1 && name.trim().length <= 80, wrong: t("crews.nameWrong") },
    },
    send: async ({ name }) => {
      const { data } = await crewsFound({
        body: { name: name.trim() },
        headers: { "Idempotency-Key": key },
        throwOnError: true,
      });
      await queries.invalidateQueries();
      await navigate({ to: "/crews/$id", params: { id: data.id } });
    },
    tell: useTell(),
  });
  return (
    <Section title={t("crews.found")}>
      <ApiForm {...frame} verb={t("crews.found")}>
        <TextInput label={t("crews.name")} autoComplete="off" {...field("name")} />
      </ApiForm>
    </Section>
  );
}
