import { Anchor, Button, Group, Skeleton, Stack } from "@mantine/core";
import { IconClipboardText } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { briefsListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { BriefCard } from "./BriefCard";
import classes from "./briefs.module.css";

/** How many briefs are fetched at a time. */
const PAGE = 20;

/** All briefs of the organisation, page by page. */
export function BriefsPage() {
  const { t } = useTranslation();
  return (
    <PageStack>
      <PageHeader title={t("briefs.title")} lead={t("briefs.lead")} />
      <Briefs />
    </PageStack>
  );
}

function Briefs() {
  const { t } = useTranslation();
  const briefs = useInfiniteQuery({
    ...briefsListInfiniteOptions({ query: { limit: PAGE } }),
    initialPageParam: { query: {} },
    getNextPageParam: ({ next }) => (next ? { query: { after: next } } : undefined),
  });
  if (briefs.isPending) {
    return <Waiting />;
  }
  if (briefs.isError && !briefs.data) {
    return <ErrorState error={briefs.error} retry={() => void briefs.refetch()} />;
  }
  const items = briefs.data.pages.flatMap((page) => page.items);
  if (items.length === 0) {
    return <NoBriefs />;
  }
  return (
    <Stack>
      <ul className={classes.list}>
        {items.map((brief) => (
          <li key={brief.id}>
            <BriefCard brief={brief} />
          </li>
        ))}
      </ul>
      {briefs.isError && <ErrorState error={briefs.error} retry={() => void briefs.fetchNextPage()} />}
      {briefs.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={briefs.isFetchingNextPage} onClick={() => void briefs.fetchNextPage()}>
            {t("briefs.more")}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t("briefs.loading")}>
      {[1, 2, 3].map((line) => (
        <Skeleton key={line} height={92} radius="md" />
      ))}
    </Stack>
  );
}

function NoBriefs() {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconClipboardText size={40} stroke={1.4} aria-hidden />}
      title={t("briefs.emptyTitle")}
      text={t("briefs.emptyText")}
      action={<Anchor href="/api/docs/#/briefs">{t("briefs.emptyAction")}</Anchor>}
    />
  );
}
