import { Stack, Text } from "@mantine/core";
import { IconInbox } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { PagePublished } from "@/api/generated";
import {
  disputesListOptions,
  handoversCasesOptions,
  policiesListOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import cards from "@/components/cards.module.css";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { CaseCard } from "./CaseCard";
import { GROUPS, queue } from "./queue";
import classes from "./steward.module.css";

/** As many as the API hands out at once; a steward with more than so many open cases has other worries. */
const ALL = { query: { limit: 100 } };

/** What waits for a steward: disputes they were drawn for, handovers, and proposals of a policy. */
export function DeskPage() {
  const { t } = useTranslation("steward");
  const disputes = useQuery(disputesListOptions(ALL));
  const handovers = useQuery(handoversCasesOptions(ALL));
  const policies = useQuery(policiesListOptions(ALL));
  return (
    <PageStack>
      <PageHeader title={t("desk.title")} lead={t("desk.lead")} />
      <Loaded query={disputes}>
        {({ items: about }) => (
          <Loaded query={handovers}>{({ items }) => <Cases groups={queue(about, items)} />}</Loaded>
        )}
      </Loaded>
      <Loaded query={policies} waiting={null}>
        {({ items }) => <Proposals proposals={items.filter(({ state }) => state === "proposed")} />}
      </Loaded>
    </PageStack>
  );
}

function Cases({ groups }: { groups: ReturnType<typeof queue> }) {
  const { t } = useTranslation("steward");
  const filled = GROUPS.filter((group) => groups.get(group)?.length);
  if (filled.length === 0) {
    return (
      <EmptyState
        icon={<IconInbox size={40} stroke={1.4} aria-hidden />}
        title={t("desk.emptyTitle")}
        text={t("desk.emptyText")}
        action={
          <LinkButton to="/exchange" variant="default">
            {t("desk.emptyAction")}
          </LinkButton>
        }
      />
    );
  }
  return filled.map((group) => (
    <Section
      key={group}
      plain
      title={`${t(`desk.groups.${group}`)} (${groups.get(group)?.length ?? 0})`}
      lead={t(`desk.groupLeads.${group}`)}
    >
      <ul className={cards.list}>
        {groups.get(group)?.map((waiting) => (
          <li key={waiting.id}>
            <CaseCard waiting={waiting} />
          </li>
        ))}
      </ul>
    </Section>
  ));
}

function Proposals({ proposals }: { proposals: PagePublished["items"] }) {
  const { t } = useTranslation("steward");
  if (proposals.length === 0) {
    return null;
  }
  return (
    <Section title={t("desk.proposals")} lead={t("desk.proposalsLead")}>
      {proposals.map(({ id, why, proposed_at }) => (
        <Stack key={id} gap="xs" align="flex-start">
          <Text className={classes.words}>{why}</Text>
          <Text size="sm" c="dimmed">
            {t("desk.proposed")}: {proposed_at && <Moment at={proposed_at} relative />}
          </Text>
          {id && (
            <LinkButton to="/policies/$id" params={{ id }} variant="default">
              {t("desk.toProposal")}
            </LinkButton>
          )}
        </Stack>
      ))}
    </Section>
  );
}
