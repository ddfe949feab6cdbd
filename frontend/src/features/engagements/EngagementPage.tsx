import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { engagementsListMine } from "@/api/generated";
import { engagementsListMineQueryKey, engagementsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { ClientEngagement } from "./ClientEngagement";
import { findInPages } from "./findInPages";
import { MemberEngagement } from "./MemberEngagement";
import { EngagementBadge } from "./StateBadges";
import { useHat } from "./useHat";

/** One engagement, as the hat that is worn sees it: the plan, its money, the seats, and what is to be done next. */
export function EngagementPage({ id }: { id: string }) {
  const { t } = useTranslation("engagements");
  const isMember = useHat() === "member";
  return (
    <PageStack>
      <BackLink to="/engagements">{t("page.back")}</BackLink>
      {isMember ? <AsMember id={id} /> : <AsClient id={id} />}
    </PageStack>
  );
}

function AsClient({ id }: { id: string }) {
  const { t } = useTranslation("engagements");
  const query = useQuery(engagementsReadOptions({ path: { id } }));
  const read = query.data;
  return (
    <>
      <PageHeader title={read?.title ?? t("page.title")} aside={read && <EngagementBadge state={read.state} />} />
      <Loaded query={query}>{(engagement) => <ClientEngagement engagement={engagement} />}</Loaded>
    </>
  );
}

/** The engagement of a member: the API has a list of them and no address for one. */
export function myEngagementOptions(id: string) {
  return {
    queryKey: [...engagementsListMineQueryKey(), id],
    queryFn: () =>
      findInPages(id, async (after) => {
        const { data } = await engagementsListMine({ query: { limit: 100, after }, throwOnError: true });
        return data;
      }),
  };
}

function AsMember({ id }: { id: string }) {
  const { t } = useTranslation("engagements");
  const query = useQuery(myEngagementOptions(id));
  const read = query.data;
  return (
    <>
      <PageHeader
        title={read?.title ?? t("page.title")}
        lead={read && t("page.for", { client: read.client })}
        aside={read && <EngagementBadge state={read.state} />}
      />
      <Loaded query={query}>{(engagement) => <MemberEngagement engagement={engagement} />}</Loaded>
    </>
  );
}
