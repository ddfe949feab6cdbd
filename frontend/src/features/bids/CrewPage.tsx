import { Alert, Button, Group, List, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconUsersGroup } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { type Crew, type CrewMember, crewsInvite, crewsJoin, crewsLeave } from "@/api/generated";
import { crewsReadOptions, tiesListOwnTiesOptions } from "@/api/generated/@tanstack/react-query.gen";
import { BackLink } from "@/components/BackLink";
import { ConfirmButton } from "@/components/ConfirmButton";
import { FormSummary } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { toldApart } from "@/lib/apart";
import { useTell } from "./useTell";

/** One crew: who is in it, whom to ask, and the way in or out. */
export function CrewPage({ id }: { id: string }) {
  const { t } = useTranslation("bids");
  const crew = useQuery(crewsReadOptions({ path: { id } }));
  return (
    <PageStack>
      <BackLink to="/crews">{t("crews.back")}</BackLink>
      <PageHeader title={crew.data?.name ?? t("crews.heading")} />
      <Loaded query={crew}>{(found) => <Inside crew={found} />}</Loaded>
    </PageStack>
  );
}

function Inside({ crew }: { crew: Crew }) {
  const { t } = useTranslation("bids");
  const isIn = crew.membership === "joined";
  const names = namesOf(crew.members);
  return (
    <>
      {crew.membership === "invited" && <Asked crew={crew} />}
      <Section title={t("crews.who")}>
        <Stack>
          <List listStyleType="none" spacing={6}>
            {crew.members.map(({ member }) => (
              <List.Item key={member}>
                <Text fw={600}>{names.get(member)}</Text>
              </List.Item>
            ))}
          </List>
          <Text size="sm" c="dimmed">
            {t("crews.founded")} <Moment at={crew.created_at} />
          </Text>
          {isIn && (
            <Group>
              <LinkButton to="/member/briefs" variant="default">
                {t("mine.emptyAction")}
              </LinkButton>
              <Leave crew={crew} />
            </Group>
          )}
        </Stack>
      </Section>
      {isIn && <Invite crew={crew} />}
    </>
  );
}

/** What each is called, those with one first name told apart. */
function namesOf(people: readonly CrewMember[]): Map<string, string> {
  return toldApart(people.map(({ member, first_name }) => [member, first_name]));
}

function Asked({ crew }: { crew: Crew }) {
  const { t } = useTranslation("bids");
  const join = useAct({
    act: () => crewsJoin({ path: { id: crew.id }, throwOnError: true }),
    done: t("crews.joined"),
    tell: useTell(),
  });
  return (
    <Alert variant="outline" icon={<IconUsersGroup aria-hidden />} title={t("crews.askedTitle")}>
      <Stack align="flex-start">
        <Text size="sm">{t("crews.askedText")}</Text>
        <Group>
          <Button loading={join.isPending} onClick={() => join.mutate()}>
            {t("crews.join")}
          </Button>
          <Leave crew={crew} />
        </Group>
      </Stack>
    </Alert>
  );
}

function Leave({ crew }: { crew: Crew }) {
  const { t } = useTranslation("bids");
  const navigate = useNavigate();
  const leave = useAct({
    act: () => crewsLeave({ path: { id: crew.id }, throwOnError: true }),
    done: t("crews.left"),
    tell: useTell(),
    onDone: () => void navigate({ to: "/crews" }),
  });
  const word = crew.membership === "invited" ? t("crews.no") : t("crews.leave");
  return (
    <ConfirmButton variant="default" title={t("crews.leaveTitle")} text={t("crews.leaveText")} act={leave}>
      {word}
    </ConfirmButton>
  );
}

function Invite({ crew }: { crew: Crew }) {
  const { t } = useTranslation("bids");
  const tell = useTell();
  const { form, unsaved, trouble, sending, submit, field } = useApiForm({
    initial: { email: "" },
    rules: { email: { right: (email) => /^\S+@\S+\.\S+$/.test(email.trim()), wrong: t("crews.emailWrong") } },
    send: async ({ email }) => {
      await crewsInvite({ path: { id: crew.id }, body: { email: email.trim() }, throwOnError: true });
      form.reset();
      notifications.show({ message: t("crews.asked"), color: "muster" });
    },
    tell,
  });
  return (
    <Section title={t("crews.invite")} lead={t("crews.inviteLead")}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <FormSummary trouble={trouble} />
          <TextInput type="email" autoComplete="off" label={t("crews.email")} {...field("email")} />
          <Group>
            <Button type="submit" variant="default" loading={sending}>
              {t("crews.ask")}
            </Button>
          </Group>
        </Stack>
        <UnsavedGuard unsaved={unsaved} />
      </form>
      <Ties crew={crew} />
    </Section>
  );
}

function Ties({ crew }: { crew: Crew }) {
  const { t } = useTranslation("bids");
  const ties = useQuery(tiesListOwnTiesOptions({ query: { limit: 50 } }));
  const inside = new Set(crew.members.map(({ member }) => member));
  // Those in the crew first, who so have the numbers that they have above.
  const names = namesOf([...crew.members, ...(ties.data?.items ?? [])]);
  const others = ties.data?.items.filter(({ member }) => !inside.has(member)) ?? [];
  if (others.length === 0) {
    return null;
  }
  return (
    <Stack gap="xs">
      <Text fw={600}>{t("crews.ties")}</Text>
      <Group gap="xs">
        {others.map(({ member, first_name }) => (
          <AskTie key={member} crew={crew} member={member} name={names.get(member) ?? first_name} />
        ))}
      </Group>
    </Stack>
  );
}

function AskTie({ crew, member, name }: { crew: Crew; member: string; name: string }) {
  const { t } = useTranslation("bids");
  const ask = useAct({
    act: () => crewsInvite({ path: { id: crew.id }, body: { member }, throwOnError: true }),
    done: t("crews.askedTie", { name }),
    tell: useTell(),
  });
  return (
    <Button size="sm" variant="default" loading={ask.isPending} disabled={ask.isSuccess} onClick={() => ask.mutate()}>
      {t("crews.askTie", { name })}
    </Button>
  );
}
