import { Alert, Button, Checkbox, Group, List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconInfoCircle } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { bidsRevise, bidsSignOff, bidsWithdraw, type OpenBrief, type OwnBidView } from "@/api/generated";
import {
  bidsOpenBriefOptions,
  bidsOwnBidOptions,
  crewsReadOptions,
  membersReadOptions,
} from "@/api/generated/@tanstack/react-query.gen";
import { asProblem } from "@/api/problem";
import { BackLink } from "@/components/BackLink";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { Facts } from "@/components/Facts";
import { LinkButton } from "@/components/LinkButton";
import { Loaded, Waiting } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { Money } from "@/components/Money";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useProblemText } from "@/components/useProblemText";
import { percent } from "@/features/invitations/amounts";
import { useLocale } from "@/i18n/useLocale";
import { toldApart } from "@/lib/apart";
import { list } from "@/lib/format";
import { BidBadge } from "./BidBadge";
import classes from "./bids.module.css";
import { PlanForm } from "./PlanForm";
import { ofBid, startOf, type TypedPlan, toPlan } from "./plan";
import { MemberQuestions } from "./Questions";
import { useTell } from "./useTell";

/** A bid of the member's: who takes which seat and gets what, who signed it off, and what can still be done. */
export function BidRoomPage({ id }: { id: string }) {
  const { t } = useTranslation("bids");
  const bid = useQuery(bidsOwnBidOptions({ path: { id } }));
  return (
    <PageStack>
      <BackLink to="/bids">{t("room.back")}</BackLink>
      <PageHeader
        title={bid.data?.title ?? t("room.heading")}
        lead={bid.data && t(`origins.${bid.data.origin}`)}
        aside={bid.data && <BidBadge state={bid.data.state} />}
      />
      <Loaded query={bid}>{(found) => <Room bid={found} />}</Loaded>
    </PageStack>
  );
}

function Room({ bid }: { bid: OwnBidView }) {
  const { t } = useTranslation("bids");
  const me = useQuery(membersReadOptions()).data?.id;
  const brief = useQuery(bidsOpenBriefOptions({ path: { id: bid.brief } }));
  const { state, seats, crew, brief: briefId } = bid;
  if (brief.isPending) {
    return <Waiting />;
  }
  const isLive = state === "staffing" || state === "complete";
  const deadline = brief.data?.deadline_at;
  const isOpen = brief.data?.state === "posted" && deadline != null && Date.parse(deadline) > Date.now();
  return (
    <>
      <Alert variant="outline" icon={<IconInfoCircle aria-hidden />} title={t("room.where")}>
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{t(`room.standing.${state}`)}</Text>
          {bid.answer === "pending" && (
            <Text size="sm" fw={600}>
              {t("mine.toAnswer")}
            </Text>
          )}
          {crew && <Missing bid={bid} brief={brief.data} me={me} />}
          {bid.respond_by && (bid.answer === "pending" || isOpen) && (
            <Text size="sm">
              {t("mine.until")} <Moment at={bid.respond_by} relative />
            </Text>
          )}
          {bid.answer === "pending" && bid.invitation && (
            <LinkButton to="/invitations/$id" params={{ id: bid.invitation }}>
              {t("room.answer")}
            </LinkButton>
          )}
          {crew && bid.respond_by && isOpen && <SignOff bid={bid} />}
        </Stack>
      </Alert>
      <BidFacts bid={bid} deadline={isLive ? deadline : null} />
      {seats.length > 0 ? <Seats bid={bid} /> : <Mates bid={bid} />}
      {crew && isLive && isOpen && brief.data && <Change bid={bid} crew={crew} brief={brief.data} me={me} />}
      <MemberQuestions
        brief={briefId}
        isOpen={isLive && brief.data !== undefined}
        bid={isLive && (seats.length > 0 || bid.answer === "accepted") ? bid.id : undefined}
      />
      {bid.seal && (
        <Section title={t("room.seal")} lead={t("room.sealLead")}>
          <Text className={classes.code}>{bid.seal.seal}</Text>
        </Section>
      )}
      {isLive && bid.origin !== "formed" && <Withdraw bid={bid} />}
    </>
  );
}

/** What a seat is called in the brief. */
function titleOf(seat: string, brief?: OpenBrief): string | undefined {
  return brief?.document.seats.find(({ id }) => id === seat)?.title;
}

/** What each member of the team is called, those with one first name told apart. */
function namesOf({ seats }: OwnBidView, brief?: OpenBrief): Map<string, string> {
  return toldApart(seats.map(({ member, first_name, seat }) => [member, first_name, titleOf(seat, brief)]));
}

/** Who has not signed off yet. */
function Missing({ bid, brief, me }: { bid: OwnBidView; brief?: OpenBrief; me?: string }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const names = namesOf(bid, brief);
  const missing = bid.seats.filter(({ signed }) => !signed);
  if (bid.state !== "staffing" || missing.length === 0) {
    return null;
  }
  const isMe = ({ member }: { member: string }) => member === me;
  const called = missing.map((seat) => (isMe(seat) ? t("room.you") : (names.get(seat.member) ?? seat.first_name)));
  return (
    <Text size="sm">
      {missing.every(isMe) ? t("room.waitsForYou") : t("room.waitsFor", { names: list(called, locale) })}
    </Text>
  );
}

function BidFacts({ bid, deadline }: { bid: OwnBidView; deadline?: string | null }) {
  const { t } = useTranslation("bids");
  const { price, above_budget, keeps, revision, completed_at, crew, brief, invitation, answer } = bid;
  return (
    <Section title={t("room.facts")}>
      <Facts
        facts={[
          {
            label: t("room.price"),
            value: price ? <Money minor={price.amount} currency={price.currency} /> : t("room.sealedPrice"),
          },
          above_budget && {
            label: t("room.above"),
            value: <Money minor={above_budget.amount} currency={above_budget.currency} />,
          },
          keeps && {
            label: t("room.keeps"),
            value: (
              <>
                <Money minor={keeps.amount} currency={keeps.currency} />
                <Text size="sm" c="dimmed">
                  {t("room.keepsHint")}
                </Text>
              </>
            ),
          },
          deadline ? { label: t("openBrief.deadline"), value: <Moment at={deadline} /> } : null,
          { label: t("room.revision"), value: revision },
          completed_at ? { label: t("room.completed"), value: <Moment at={completed_at} /> } : null,
        ]}
      />
      <Group gap="sm">
        <LinkButton to="/member/briefs/$id" params={{ id: brief }} variant="default" size="sm">
          {t("room.toBrief")}
        </LinkButton>
        {crew && (
          <LinkButton to="/crews/$id" params={{ id: crew }} variant="default" size="sm">
            {t("room.toCrew")}
          </LinkButton>
        )}
        {invitation && answer !== "pending" && (
          <LinkButton to="/invitations/$id" params={{ id: invitation }} variant="default" size="sm">
            {t("room.toInvitation")}
          </LinkButton>
        )}
      </Group>
    </Section>
  );
}

function Seats({ bid }: { bid: OwnBidView }) {
  const { t } = useTranslation("bids");
  const { locale } = useLocale();
  const brief = useQuery(bidsOpenBriefOptions({ path: { id: bid.brief } }));
  type Row = OwnBidView["seats"][number];
  const names = namesOf(bid, brief.data);
  const isShared = bid.seats.some(({ share }) => share != null);
  const columns = [
    { key: "who", label: t("room.who"), cell: ({ member, first_name }: Row) => names.get(member) ?? first_name },
    { key: "seat", label: t("room.seat"), cell: ({ seat }: Row) => titleOf(seat, brief.data) ?? seat },
    { key: "hours", label: t("room.hours"), numeric: true, cell: ({ hours }: Row) => hours },
    {
      key: "rate",
      label: t("room.rate"),
      numeric: true,
      cell: ({ rate }: Row) => <Money minor={rate.amount} currency={rate.currency} />,
    },
    {
      key: "cost",
      label: t("room.cost"),
      numeric: true,
      cell: ({ cost }: Row) => <Money minor={cost.amount} currency={cost.currency} />,
    },
    ...(isShared
      ? [
          {
            key: "share",
            label: t("room.share"),
            numeric: true,
            cell: ({ share }: Row) => (share == null ? "" : percent(share, locale)),
          },
        ]
      : []),
    {
      key: "paid",
      label: t("room.paid"),
      numeric: true,
      cell: ({ paid }: Row) => <Money minor={paid.amount} currency={paid.currency} />,
    },
    ...(bid.crew
      ? [
          {
            key: "signed",
            label: t("room.signed"),
            cell: ({ signed }: Row) => t(signed ? "room.yes" : "room.no"),
          },
        ]
      : []),
  ];
  return (
    <Section title={t("room.seats")} lead={t("room.seatsLead")}>
      <DataTable
        caption={t("room.seats")}
        columns={columns}
        rows={bid.seats}
        rowKey={({ seat }) => seat}
        foot={
          bid.price && (
            <tr>
              <th scope="row" colSpan={isShared ? 6 : 5}>
                {t("room.sum")}
              </th>
              <td>
                <Money minor={bid.price.amount} currency={bid.price.currency} />
              </td>
              {bid.crew && <td />}
            </tr>
          )
        }
      />
    </Section>
  );
}

function Mates({ bid }: { bid: OwnBidView }) {
  const { t } = useTranslation("bids");
  return (
    <Section title={t("room.mates")}>
      {bid.mates.length === 0 ? (
        <Text size="sm">{t(bid.answer === "accepted" ? "room.noMates" : "room.matesLater")}</Text>
      ) : (
        <List listStyleType="none" spacing={6}>
          {bid.mates.map(({ first_name, seat }) => (
            <List.Item key={`${seat} ${first_name}`}>
              <Text span fw={600}>
                {first_name}
              </Text>
              , {seat}
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}

function SignOff({ bid }: { bid: OwnBidView }) {
  const { t } = useTranslation("bids");
  const [overlapping, setOverlapping] = useState(false);
  const sign = useAct({
    act: () => bidsSignOff({ path: { id: bid.id }, body: { revision: bid.revision, overlapping }, throwOnError: true }),
    done: t("room.signedDone"),
    tell: useTell(),
  });
  return (
    <ConfirmButton
      title={t("room.signTitle", { revision: bid.revision })}
      text={t("room.signText")}
      more={
        <Checkbox
          label={t("room.overlapping")}
          checked={overlapping}
          onChange={(event) => setOverlapping(event.currentTarget.checked)}
        />
      }
      act={sign}
    >
      {t("room.sign")}
    </ConfirmButton>
  );
}

interface ChangeProps {
  bid: OwnBidView;
  crew: string;
  brief: OpenBrief;
  me?: string;
}

/** A new revision of a crew's bid. Where somebody else saved one meanwhile, what was typed stays to be sent again. */
function Change({ bid, crew, brief, me }: ChangeProps) {
  const { t } = useTranslation(["bids", "common"]);
  const { locale } = useLocale();
  const [isOpen, setOpen] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);
  const [revision, setRevision] = useState(bid.revision);
  const members = useQuery({ ...crewsReadOptions({ path: { id: crew } }), enabled: isOpen });
  const queries = useQueryClient();
  const tell = useTell();
  const sentence = useProblemText();
  const { document } = brief;
  // What is written replaces the revision that was read when the form was opened, and no other.
  const open = () => {
    setRevision(bid.revision);
    setRefused(null);
    setOpen(true);
  };
  const save = useMutation({
    mutationFn: (plan: TypedPlan) =>
      bidsRevise({
        path: { id: bid.id },
        headers: { "If-Match": `"v${revision}"` },
        body: toPlan(plan, document, startOf(bid, document)),
        throwOnError: true,
      }),
    onSuccess: async () => {
      notifications.show({ message: t("room.saved"), color: "muster" });
      setOpen(false);
      await queries.invalidateQueries();
    },
    onError: async (error) => {
      const problem = asProblem(error);
      if (problem.code === "stale") {
        const now = await queries.fetchQuery({ ...bidsOwnBidOptions({ path: { id: bid.id } }), staleTime: 0 });
        setRevision(now.revision);
        setRefused(t("room.conflict"));
        return;
      }
      setRefused(problem.code === "invalid" ? t("plan.refused") : (tell(problem) ?? sentence(problem)));
    },
  });
  return (
    <Section title={t("room.change")} lead={t("room.changeLead")}>
      {isOpen ? (
        <Loaded query={members}>
          {(found) => (
            <PlanForm
              document={document}
              members={found.members}
              me={me}
              initial={ofBid(bid, locale)}
              submit={t("room.save")}
              isSending={save.isPending}
              refused={refused}
              send={(plan) => {
                setRefused(null);
                save.mutate(plan);
              }}
              aside={
                <Button variant="default" onClick={() => setOpen(false)}>
                  {t("common:ui.cancel")}
                </Button>
              }
            />
          )}
        </Loaded>
      ) : (
        <Group>
          <Button variant="default" onClick={open}>
            {t("room.change")}
          </Button>
        </Group>
      )}
    </Section>
  );
}

function Withdraw({ bid }: { bid: OwnBidView }) {
  const { t } = useTranslation("bids");
  const withdraw = useAct({
    act: () => bidsWithdraw({ path: { id: bid.id }, throwOnError: true }),
    done: t("room.withdrawn"),
    tell: useTell(),
  });
  return (
    <Group>
      <ConfirmButton variant="default" title={t("room.withdrawTitle")} text={t("room.withdrawText")} act={withdraw}>
        {t("room.withdraw")}
      </ConfirmButton>
    </Group>
  );
}
