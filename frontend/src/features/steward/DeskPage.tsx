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
import { SIGNED } from "@/api/signed";
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
  const policies = useQuery(policiesListOptions({ ...SIGNED, ...ALL }));
  return (
    <PageStack>
      <PageHeader title={t("desk.title")} lead={t("desk.lead")} />
      <Loaded query={disputes}>
        {({ items: about }) => (
          <Loaded query={handovers}>{({ items }) => <Cases groups={queue(about, items)} />}</Loaded>
        )}
      </Loaded>
      <Loaded query={policies}>
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

type Proposal = PagePublished["items"][number];

/** What others proposed, to decide on, and apart from it what another steward has to decide. */
function Proposals({ proposals }: { proposals: Proposal[] }) {
  const { t } = useTranslation("steward");
  const own = proposals.filter(({ yours }) => yours);
  const others = proposals.filter(({ yours }) => !yours);
  return (
    <>
      {others.length > 0 && (
        <Section title={t("desk.proposals")} lead={t("desk.proposalsLead")}>
          {others.map((proposal) => (
            <ProposalLine key={proposal.id} proposal={proposal} />
          ))}
        </Section>
      )}
      {own.length > 0 && (
        <Section title={t("desk.proposalsOwn")} lead={t("desk.proposalsOwnLead")}>
          {own.map((proposal) => (
            <ProposalLine key={proposal.id} proposal={proposal} />
          ))}
        </Section>
      )}
    </>
  );
}

function ProposalLine({ proposal: { id, why, proposed_at, yours } }: { proposal: Proposal }) {
  const { t } = useTranslation("steward");
  return (
    <Stack gap="xs" align="flex-start">
      <Text className={classes.words}>{why}</Text>
      <Text size="sm" c="dimmed">
        {t("desk.proposed")}: {proposed_at && <Moment at={proposed_at} relative />}
      </Text>
      {id && (
        <LinkButton to="/policies/$id" params={{ id }} variant={yours ? "default" : "filled"}>
          {t(yours ? "desk.toProposal" : "desk.decideProposal")}
        </LinkButton>
      )}
    </Stack>
  );
}
