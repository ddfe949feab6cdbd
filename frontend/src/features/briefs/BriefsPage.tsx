import { Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconClipboardText, IconPlus } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { BriefState } from "@/api/generated";
import { briefsListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { BriefCard } from "./BriefCard";
import classes from "./briefs.module.css";
import { type BriefFilter, FILTERS } from "./filters";

/** How many briefs are fetched at a time; more where they are filtered here, since the API lists all. */
const PAGE = 20;
const FILTERED_PAGE = 100;

const STATES: Record<BriefFilter, BriefState[]> = {
  draft: ["draft"],
  posted: ["posted"],
  decided: ["decided"],
  awarded: ["awarded"],
  ended: ["withdrawn", "lapsed"],
};

/** All briefs of the organisation, page by page, or those of one state. */
export function BriefsPage({ filter }: { filter?: BriefFilter }) {
  const { t } = useTranslation(["common", "briefs"]);
  return (
    <PageStack>
      <PageHeader
        title={t("briefs.title")}
        lead={t("briefs.lead")}
        aside={
          <LinkButton to="/briefs/new" leftSection={<IconPlus size={18} aria-hidden />}>
            {t("briefs:list.new")}
          </LinkButton>
        }
      />
      <Stack>
        <Filter filter={filter} />
        <Briefs filter={filter} />
      </Stack>
    </PageStack>
  );
}

function Filter({ filter }: { filter?: BriefFilter }) {
  const { t } = useTranslation("briefs");
  const navigate = useNavigate();
  return (
    <div className={classes.filter}>
      <SegmentedControl
        classNames={{ root: classes.states, control: classes.state }}
        aria-label={t("list.filter")}
        value={filter ?? "all"}
        onChange={(value) => {
          const state = FILTERS.find((known) => known === value);
          void navigate({ to: "/briefs", search: state ? { state } : {}, replace: true });
        }}
        data={[
          { value: "all", label: t("list.all") },
          ...FILTERS.map((value) => ({ value, label: t(`list.states.${value}`) })),
        ]}
      />
    </div>
  );
}

function Briefs({ filter }: { filter?: BriefFilter }) {
  const { t } = useTranslation("briefs");
  const limit = filter ? FILTERED_PAGE : PAGE;
  const briefs = useInfiniteQuery({ ...briefsListInfiniteOptions({ query: { limit } }), ...paging });
  return (
    <PagedList query={briefs} empty={<NoBriefs />}>
      {(items) => {
        const shown = filter ? items.filter(({ state }) => STATES[filter].includes(state)) : items;
        if (shown.length === 0) {
          return (
            <Text c="dimmed" py="md">
              {briefs.hasNextPage ? t("list.noneYet") : t("list.noneLike")}
            </Text>
          );
        }
        return (
          <ul className={cards.list}>
            {shown.map((brief) => (
              <li key={brief.id}>
                <BriefCard brief={brief} />
              </li>
            ))}
          </ul>
        );
      }}
    </PagedList>
  );
}

function NoBriefs() {
  const { t } = useTranslation(["common", "briefs"]);
  return (
    <EmptyState
      icon={<IconClipboardText size={40} stroke={1.4} aria-hidden />}
      title={t("briefs.emptyTitle")}
      text={t("briefs:list.emptyText")}
      action={
        <Group justify="center">
          <LinkButton to="/briefs/new">{t("briefs:list.emptyAction")}</LinkButton>
        </Group>
      }
    />
  );
}
