import { Button, Code, Group } from "@mantine/core";
import { type Icon, IconAlertTriangle, IconCheck, IconClock } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { type Job, type JobState, jobsDiscard, jobsRetry } from "@/api/generated";
import { jobsListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { StatusBadge } from "@/components/StatusBadge";
import { useAct } from "@/components/useAct";
import { ChosenList } from "./ChosenList";
import { ListCard } from "./ListCard";
import { JOB_STATES } from "./states";

interface Props {
  state: JobState;
  change: (state: JobState) => void;
}

/** What Muster does by itself: what failed too often, what waits, what was done. */
export function JobsPage({ state, change }: Props) {
  const { t } = useTranslation("admin");
  const jobs = useInfiniteQuery({ ...jobsListInfiniteOptions({ query: { state, limit: 20 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("jobs.title")} lead={t("jobs.lead")} />
      <ChosenList
        label={t("jobs.state")}
        choices={JOB_STATES}
        name={(each) => t(`jobs.states.${each}`)}
        chosen={state}
        choose={change}
        query={jobs}
        empty={
          <EmptyState
            icon={<IconCheck size={40} stroke={1.4} aria-hidden />}
            title={t(`jobs.emptyTitle.${state}`)}
            text={t("jobs.emptyText")}
            action={
              <LinkButton to="/home" variant="default">
                {t("jobs.toHome")}
              </LinkButton>
            }
          />
        }
      >
        {(job) => <JobCard key={job.id} job={job} />}
      </ChosenList>
    </PageStack>
  );
}

const SIGNS: Record<JobState, { icon: Icon; color: string }> = {
  dead: { icon: IconAlertTriangle, color: "red" },
  waiting: { icon: IconClock, color: "yellow" },
  done: { icon: IconCheck, color: "muster" },
};

function JobCard({ job }: { job: Job }) {
  const { t, i18n } = useTranslation("admin");
  const { kind, lane, state, attempts, due_at, finished_at, created_at, last_error } = job;
  // A word for a kind that the server may add some day is its code.
  const isKnown = i18n.exists(`admin:jobs.kinds.${kind}`);
  return (
    <ListCard
      title={isKnown ? t(`jobs.kinds.${kind}` as "jobs.kinds.mail") : <Code>{kind}</Code>}
      badge={<StatusBadge {...SIGNS[state]} label={t(`jobs.states.${state}`)} />}
      facts={[
        // A mail in the lane of mails says it all.
        kind !== lane && { label: t("jobs.kind"), value: t(`jobs.lanes.${lane}`) },
        { label: t("jobs.created"), value: <Moment at={created_at} relative /> },
        {
          label: t(state === "waiting" ? "jobs.due" : "jobs.last"),
          value: <Moment at={finished_at ?? due_at} relative />,
        },
        { label: t("jobs.attempts"), value: attempts },
        last_error != null && { label: t("jobs.error"), value: <Code block>{last_error}</Code> },
      ]}
    >
      {state === "dead" && <Decide id={job.id} />}
    </ListCard>
  );
}

function Decide({ id }: { id: string }) {
  const { t } = useTranslation("admin");
  const retry = useAct({
    act: () => jobsRetry({ path: { id }, throwOnError: true }),
    done: t("jobs.retried"),
  });
  const discard = useAct({
    act: () => jobsDiscard({ path: { id }, throwOnError: true }),
    done: t("jobs.dropped"),
  });
  return (
    <Group gap="xs">
      <Button loading={retry.isPending} onClick={() => retry.mutate()}>
        {t("jobs.retry")}
      </Button>
      <ConfirmButton variant="default" title={t("jobs.dropTitle")} text={t("jobs.dropText")} act={discard}>
        {t("jobs.drop")}
      </ConfirmButton>
    </Group>
  );
}
