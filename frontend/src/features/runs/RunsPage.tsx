import { Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconQuestionMark } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { OwnRun } from "@/api/generated";
import { formationOwnRunsInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useCategoryName } from "./CategoryName";
import { SealedBadge, StandBadge } from "./StandBadge";

/** The runs in which a member was eligible: each tells why they were chosen, or not. */
export function RunsPage() {
  const { t } = useTranslation("runs");
  const query = useInfiniteQuery({ ...formationOwnRunsInfiniteOptions({ query: { limit: 20 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("list.title")} lead={t("list.lead")} />
      <PagedList
        query={query}
        empty={
          <EmptyState
            icon={<IconQuestionMark size={40} stroke={1.4} aria-hidden />}
            title={t("list.emptyTitle")}
            text={t("list.emptyText")}
            action={<LinkButton to="/member/profile">{t("list.emptyAction")}</LinkButton>}
          />
        }
      >
        {(runs) => (
          <ul className={cards.list}>
            {runs.map((run) => (
              <li key={run.run}>
                <RunCard run={run} />
              </li>
            ))}
          </ul>
        )}
      </PagedList>
      <Text size="sm" c="dimmed" maw="64ch">
        {t("list.note")}
      </Text>
    </PageStack>
  );
}

function RunCard({ run }: { run: OwnRun }) {
  const { t } = useTranslation("runs");
  const title = useRunTitle();
  return (
    <Paper withBorder p="md" className={cards.card}>
      <Stack gap={6}>
        <Group justify="space-between" align="flex-start" gap="xs">
          <Title order={2} size="h4" className={cards.title}>
            <Link to="/runs/$id" params={{ id: run.run }} className={cards.link}>
              {title(run)}
            </Link>
          </Title>
          <Group gap="xs">
            {run.sealed_until && <SealedBadge />}
            <StandBadge run={run} />
          </Group>
        </Group>
        <Text size="sm" c="dimmed">
          {t(`kinds.${run.kind}`)} · <Moment at={run.created_at} />
        </Text>
      </Stack>
    </Paper>
  );
}

/** What a run is called: the brief's title where the member may know it, else of what category of work it was. */
export function useRunTitle(): (run: Pick<OwnRun, "title" | "category">) => string {
  const { t } = useTranslation("runs");
  const category = useCategoryName();
  return (run) => run.title ?? t("list.untitled", { category: category(run.category) });
}
