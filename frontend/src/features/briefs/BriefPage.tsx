import { Alert, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconInfoCircle } from "@tabler/icons-react";
import { type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { briefsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { ErrorState } from "@/components/ErrorState";
import { TextLink } from "@/components/LinkButton";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { BriefFacts } from "./BriefFacts";
import classes from "./briefs.module.css";
import { SeatCard } from "./SeatCard";
import { StateBadge } from "./StateBadge";

/** One brief of the organisation: what it asks for, where it stands and what happens next. */
export function BriefPage({ id }: { id: string }) {
  const { t } = useTranslation();
  const brief = useQuery(briefsReadOptions({ path: { id } }));
  return (
    <PageStack>
      <Group>
        <TextLink to="/briefs" size="sm">
          <Group component="span" gap={6} wrap="nowrap">
            <IconArrowLeft size={16} aria-hidden />
            {t("briefs.back")}
          </Group>
        </TextLink>
      </Group>
      <Heading brief={brief} />
      {brief.isPending && <Waiting />}
      {brief.isError && !isMissing(brief.error) && (
        <ErrorState error={brief.error} retry={() => void brief.refetch()} />
      )}
      {brief.data && <Brief brief={brief.data} />}
    </PageStack>
  );
}

function isMissing(error: unknown): boolean {
  return asProblem(error).code === "not-found";
}

/** One heading, whatever becomes of the page: it holds the focus while the brief is on its way. */
function Heading({ brief }: { brief: UseQueryResult<BriefView, unknown> }) {
  const { t } = useTranslation();
  if (brief.data) {
    return <PageHeader title={brief.data.document.title} aside={<StateBadge state={brief.data.state} />} />;
  }
  if (brief.isPending) {
    return <PageHeader title={t("brief.loading")} />;
  }
  const missing = isMissing(brief.error);
  return (
    <PageHeader
      title={missing ? t("notFound.title") : t("error.title")}
      lead={missing ? t("briefs.notYours") : undefined}
    />
  );
}

function Brief({ brief }: { brief: BriefView }) {
  const { t } = useTranslation();
  const { description, seats, currency } = brief.document;
  return (
    <>
      <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("brief.next")}>
        {t(`nextSteps.${brief.state}`)}
      </Alert>
      <Paper withBorder p="lg" component="section">
        <Stack>
          <Title order={2} size="h4">
            {t("brief.facts")}
          </Title>
          <BriefFacts brief={brief} />
        </Stack>
      </Paper>
      {description && (
        <Stack component="section" gap="xs">
          <Title order={2} size="h3">
            {t("brief.about")}
          </Title>
          <Text className={classes.text} maw="70ch">
            {description}
          </Text>
        </Stack>
      )}
      <Stack component="section">
        <Title order={2} size="h3">
          {t("brief.seatsTitle")}
        </Title>
        {seats.map((seat) => (
          <SeatCard key={seat.id} seat={seat} currency={currency} />
        ))}
      </Stack>
    </>
  );
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Stack role="status" aria-label={t("brief.loading")}>
      <Skeleton height={90} radius="md" />
      <Skeleton height={180} radius="md" />
    </Stack>
  );
}
