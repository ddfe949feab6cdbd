import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { handoversListOfClient, handoversListOfMember } from "@/api/generated";
import {
  handoversListOfClientQueryKey,
  handoversListOfMemberQueryKey,
  handoversReadOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { findInPages } from "@/features/engagements/findInPages";
import { useHat } from "@/features/engagements/useHat";
import { PartyHandover } from "./PartyHandover";
import { StateBadge } from "./StateBadge";
import { StewardCase } from "./StewardCase";

/** One handover, for the side that may know of it or for its steward. */
export function HandoverPage({ id }: { id: string }) {
  const { t } = useTranslation("handovers");
  const hat = useHat();
  return (
    <PageStack>
      <BackLink to="/handovers">{t("page.back")}</BackLink>
      {hat === "steward" ? <AsSteward id={id} /> : <AsParty id={id} isMember={hat === "member"} />}
    </PageStack>
  );
}

function AsSteward({ id }: { id: string }) {
  const { t } = useTranslation("handovers");
  const query = useQuery(handoversReadOptions({ path: { id } }));
  const read = query.data;
  return (
    <>
      <PageHeader
        title={read?.title ?? t("page.title")}
        lead={read && t("page.seatOf", { seat: read.seat_title, member: read.member, client: read.client })}
        aside={read && <StateBadge state={read.state} />}
      />
      <Loaded query={query}>{(found) => <StewardCase found={found} />}</Loaded>
    </>
  );
}

/** The API has a list for each side and no address for one handover. */
function AsParty({ id, isMember }: { id: string; isMember: boolean }) {
  const { t } = useTranslation("handovers");
  const list = isMember ? handoversListOfMember : handoversListOfClient;
  const key = isMember ? handoversListOfMemberQueryKey() : handoversListOfClientQueryKey();
  const query = useQuery({
    queryKey: [...key, id],
    queryFn: () =>
      findInPages(id, async (after) => {
        const { data } = await list({ query: { limit: 100, after }, throwOnError: true });
        return data;
      }),
  });
  const read = query.data;
  return (
    <>
      <PageHeader
        title={read?.title ?? t("page.title")}
        lead={read && t("list.seat", { seat: read.seat_title })}
        aside={read && <StateBadge state={read.state} />}
      />
      <Loaded query={query}>{(found) => <PartyHandover handover={found} isMember={isMember} />}</Loaded>
    </>
  );
}
