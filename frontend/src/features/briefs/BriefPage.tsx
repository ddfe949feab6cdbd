import { Alert, Group, Paper, Skeleton, Stack, Text, Title } from "@mantine/core";
import { IconArrowLeft, IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { briefsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { ErrorState } from "@/components/ErrorState";
import { LinkButton, TextLink } from "@/components/LinkButton";
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
      {brief.isPending && <Waiting />}
      {brief.isError && <Refused error={brief.error} retry={() => void brief.refetch()} />}
      {brief.data && <Brief brief={brief.data} />}
    </PageStack>
  );
}

function Brief({ brief }: { brief: BriefView }) {
  const { t } = useTranslation();
  const { title, description, seats, currency } = brief.document;
  return (
    <>
      <PageHeader title={title} aside={<StateBadge state={brief.state} />} />
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
    <>
      <PageHeader title={t("brief.loading")} />
      <Stack role="status" aria-label={t("brief.loading")}>
        <Skeleton height={90} radius="md" />
        <Skeleton height={180} radius="md" />
      </Stack>
    </>
  );
}

function Refused({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation();
  if (asProblem(error).code !== "not-found") {
    return (
      <>
        <PageHeader title={t("error.title")} />
        <ErrorState error={error} retry={retry} />
      </>
    );
  }
  return (
    <>
      <PageHeader title={t("notFound.title")} lead={t("briefs.notYours")} />
      <Group>
        <LinkButton to="/briefs">{t("briefs.back")}</LinkButton>
      </Group>
    </>
  );
}
