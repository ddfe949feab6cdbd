import { Button, Group, Paper, Stack, Text, Title } from "@mantine/core";
import { IconScale } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PolicyView, Published } from "@/api/generated";
import { policiesInForceOptions, policiesListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { SIGNED } from "@/api/signed";
import { EmptyState } from "@/components/EmptyState";
import { Facts } from "@/components/Facts";
import { LinkButton, TextLink } from "@/components/LinkButton";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { ChangedRules } from "./ChangedRules";
import { PolicyFacts } from "./PolicyFacts";
import { PolicyState } from "./PolicyState";
import { ProposeForm } from "./ProposeForm";
import classes from "./policy.module.css";

/** Every policy that was ever proposed, and the way to propose another one. */
export function PoliciesPage() {
  const { t } = useTranslation("policy");
  const [isProposing, setProposing] = useState(false);
  const inForce = useQuery(policiesInForceOptions());
  const policies = useInfiniteQuery({
    ...policiesListInfiniteOptions({ ...SIGNED, query: { limit: 20 } }),
    ...paging,
  });
  return (
    <PageStack>
      <PageHeader
        title={t("policies.title")}
        lead={t("policies.lead")}
        aside={
          !isProposing && (
            <Button disabled={!inForce.data} onClick={() => setProposing(true)}>
              {t("policies.propose")}
            </Button>
          )
        }
      />
      {isProposing && inForce.data && <ProposeForm current={inForce.data.policy} close={() => setProposing(false)} />}
      <Section
        plain
        title={t("policies.list")}
        aside={
          <TextLink to="/policy" size="sm">
            {t("policies.public")}
          </TextLink>
        }
      >
        <PagedList
          query={policies}
          empty={
            <EmptyState
              icon={<IconScale size={40} stroke={1.4} aria-hidden />}
              title={t("policies.emptyTitle")}
              text={t("policies.emptyText")}
              action={<Button onClick={() => setProposing(true)}>{t("policies.propose")}</Button>}
            />
          }
        >
          {(all) =>
            all.map((policy) => <PolicyCard key={policy.id ?? policy.version} policy={policy} current={inForce.data} />)
          }
        </PagedList>
      </Section>
    </PageStack>
  );
}

function PolicyCard({ policy, current }: { policy: Published; current: PolicyView | undefined }) {
  const { t } = useTranslation("policy");
  const { id, version, why } = policy;
  return (
    <Paper withBorder p="md" component="article">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Title order={3} size="h5">
            {version == null ? t("policies.proposal") : t("policies.version", { version })}
          </Title>
          <PolicyState policy={policy} inForce={current?.version} />
        </Group>
        <Text className={classes.words}>{id ? why : t("policies.beginning")}</Text>
        {current && current.version !== version && (
          <Facts
            isLong
            facts={[{ label: t("policies.beside"), value: <ChangedRules now={current.policy} then={policy.policy} /> }]}
          />
        )}
        {id && <PolicyFacts policy={policy} />}
        {id && (
          <Group>
            <LinkButton to="/policies/$id" params={{ id }} variant="default" size="compact-md">
              {t("policies.open")}
            </LinkButton>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
