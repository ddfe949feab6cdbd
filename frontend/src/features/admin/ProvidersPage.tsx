import { Button, Group, Stack } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type ProviderDomain,
  type ProviderLine,
  providersConfirmDomain,
  providersTakeDomainBack,
} from "@/api/generated";
import { providersListInfiniteOptions } from "@/api/generated/@tanstack/react-query.gen";
import { paging } from "@/api/paging";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { EmptyState } from "@/components/EmptyState";
import { LinkButton } from "@/components/LinkButton";
import { Moment } from "@/components/Moment";
import { PagedList } from "@/components/PagedList";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useAct } from "@/components/useAct";
import { toldIn } from "@/i18n/problems";

/** Organisations whose people sign in at their own provider, and the domains that they say are theirs. */
export function ProvidersPage() {
  const { t } = useTranslation("admin");
  const providers = useInfiniteQuery({ ...providersListInfiniteOptions({ query: { limit: 50 } }), ...paging });
  return (
    <PageStack>
      <PageHeader title={t("providers.title")} lead={t("providers.lead")} />
      <PagedList
        query={providers}
        empty={
          <EmptyState
            icon={<IconKey size={40} stroke={1.4} aria-hidden />}
            title={t("providers.emptyTitle")}
            text={t("providers.emptyText")}
            action={
              <LinkButton to="/home" variant="default">
                {t("jobs.toHome")}
              </LinkButton>
            }
          />
        }
      >
        {(all) => (
          <DataTable
            caption={t("providers.title")}
            rows={all}
            rowKey={({ id }) => id}
            columns={[
              { key: "organisation", label: t("providers.organisation"), cell: ({ organisation }) => organisation },
              { key: "issuer", label: t("providers.issuer"), cell: ({ issuer }) => issuer },
              { key: "state", label: t("providers.state"), cell: ({ state }) => t(`providers.states.${state}`) },
              {
                key: "domains",
                label: t("providers.domains"),
                cell: (provider) => (
                  <Stack gap="xs">
                    {provider.domains.map((domain) => (
                      <Domain key={domain.domain} provider={provider} domain={domain} />
                    ))}
                  </Stack>
                ),
              },
            ]}
          />
        )}
      </PagedList>
    </PageStack>
  );
}

function Domain({ provider, domain: { domain, confirmed_at } }: { provider: ProviderLine; domain: ProviderDomain }) {
  const { t } = useTranslation("admin");
  const tell = toldIn("admin");
  const path = { id: provider.id, domain };
  const confirm = useAct({
    act: () => providersConfirmDomain({ path, throwOnError: true }),
    done: t("providers.confirmed", { domain }),
    tell,
  });
  const takeBack = useAct({
    act: () => providersTakeDomainBack({ path, throwOnError: true }),
    done: t("providers.takenBack", { domain }),
    tell,
  });
  if (confirmed_at) {
    return (
      <Group gap="sm">
        <span>{domain}</span>
        <Moment at={confirmed_at} />
        <ConfirmButton
          variant="default"
          size="compact-sm"
          title={t("providers.takeBackTitle", { domain })}
          text={t("providers.takeBackText")}
          act={takeBack}
        >
          {t("providers.takeBack")}
        </ConfirmButton>
      </Group>
    );
  }
  return (
    <Group gap="sm">
      <span>{domain}</span>
      <Button
        size="compact-sm"
        aria-label={t("providers.confirmOf", { domain })}
        loading={confirm.isPending}
        onClick={() => confirm.mutate()}
      >
        {t("providers.confirm")}
      </Button>
    </Group>
  );
}
