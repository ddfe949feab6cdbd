import { Button, NativeSelect, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  type ClientPerson,
  type ClientRole,
  clientsChangeRole,
  clientsInvite,
  clientsRemovePerson,
  clientsTakeInviteBack,
  type OpenInvite,
} from "@/api/generated";
import { clientsListInvitesOptions, clientsListPeopleOptions } from "@/api/generated/@tanstack/react-query.gen";
import { ApiForm } from "@/components/ApiForm";
import { ConfirmButton } from "@/components/ConfirmButton";
import { DataTable } from "@/components/DataTable";
import { Loaded } from "@/components/Loaded";
import { Moment } from "@/components/Moment";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { Section } from "@/components/Section";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { isAddress } from "@/features/identity/rules";
import { toldIn } from "@/i18n/problems";
import { ProviderSection } from "./ProviderSection";
import { ROLES, roleOf } from "./roles";

/** Who acts for the organisation, and who is asked to. */
export function PeoplePage() {
  const { t } = useTranslation("organisation");
  const people = useQuery(clientsListPeopleOptions());
  return (
    <PageStack>
      <PageHeader title={t("people.title")} lead={t("people.lead")} />
      <Loaded query={people}>
        {(all) => {
          const isFinance = all.some(({ you, role }) => you && role === "finance");
          return (
            <>
              <People people={all} isFinance={isFinance} />
              <Invites isFinance={isFinance} />
              {isFinance ? <Invite /> : <Text c="dimmed">{t("people.financeDecides")}</Text>}
              <ProviderSection isFinance={isFinance} />
            </>
          );
        }}
      </Loaded>
    </PageStack>
  );
}

function People({ people, isFinance }: { people: ClientPerson[]; isFinance: boolean }) {
  const { t } = useTranslation("organisation");
  return (
    <Section title={t("people.list")}>
      <DataTable
        caption={t("people.list")}
        rows={people}
        rowKey={({ person }) => person}
        columns={[
          {
            key: "name",
            label: t("people.name"),
            cell: ({ name, you }) => (you ? t("people.you", { name }) : name),
          },
          { key: "email", label: t("people.email"), cell: ({ email }) => email },
          {
            key: "role",
            label: t("people.role"),
            cell: (person) => (isFinance ? <Role person={person} /> : t(`roles.${person.role}`)),
          },
          {
            key: "act",
            label: t("people.act"),
            cell: (person) => (isFinance || person.you ? <Remove person={person} /> : "–"),
          },
        ]}
      />
    </Section>
  );
}

function Role({ person }: { person: ClientPerson }) {
  const { t } = useTranslation("organisation");
  const tell = toldIn("organisation");
  const change = useAct({
    act: (role: ClientRole) => clientsChangeRole({ path: { id: person.person }, body: { role }, throwOnError: true }),
    done: t("people.roleChanged"),
    tell,
  });
  return (
    <NativeSelect
      aria-label={t("people.roleOf", { name: person.name })}
      value={person.role}
      disabled={change.isPending}
      data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
      onChange={({ currentTarget: { value } }) => change.mutate(roleOf(value))}
    />
  );
}

function Remove({ person }: { person: ClientPerson }) {
  const { t } = useTranslation("organisation");
  const tell = toldIn("organisation");
  const remove = useAct({
    act: () => clientsRemovePerson({ path: { id: person.person }, throwOnError: true }),
    done: t("people.removed", { name: person.name }),
    tell,
  });
  const word = person.you ? t("people.leave") : t("people.remove");
  return (
    <ConfirmButton
      variant="default"
      size="compact-md"
      title={person.you ? t("people.leaveTitle") : t("people.removeTitle", { name: person.name })}
      text={t("people.removeText")}
      confirm={word}
      act={remove}
    >
      {word}
    </ConfirmButton>
  );
}

function Invites({ isFinance }: { isFinance: boolean }) {
  const { t } = useTranslation("organisation");
  const invites = useQuery(clientsListInvitesOptions());
  return (
    <Section title={t("invites.list")}>
      <Loaded query={invites}>
        {(open) =>
          open.length === 0 ? (
            <Text c="dimmed">{t("invites.none")}</Text>
          ) : (
            <DataTable
              caption={t("invites.list")}
              rows={open}
              rowKey={({ id }) => id}
              columns={[
                { key: "email", label: t("people.email"), cell: ({ email }) => email },
                { key: "role", label: t("people.role"), cell: ({ role }) => t(`roles.${role}`) },
                { key: "until", label: t("invites.until"), cell: ({ expires_at }) => <Moment at={expires_at} /> },
                {
                  key: "act",
                  label: t("people.act"),
                  cell: (invite) => (isFinance ? <TakeBack invite={invite} /> : "–"),
                },
              ]}
            />
          )
        }
      </Loaded>
    </Section>
  );
}

function TakeBack({ invite }: { invite: OpenInvite }) {
  const { t } = useTranslation("organisation");
  const tell = toldIn("organisation");
  const takeBack = useAct({
    act: () => clientsTakeInviteBack({ path: { id: invite.id }, throwOnError: true }),
    done: t("invites.takenBack"),
    tell,
  });
  return (
    <Button
      variant="default"
      size="compact-md"
      aria-label={t("invites.takeBackOf", { email: invite.email })}
      loading={takeBack.isPending}
      onClick={() => takeBack.mutate()}
    >
      {t("invites.takeBack")}
    </Button>
  );
}

function Invite() {
  const { t } = useTranslation(["organisation", "common"]);
  const queries = useQueryClient();
  const tell = toldIn("organisation");
  const { field, form, ...frame } = useApiForm({
    initial: { email: "", role: "requester" },
    rules: {
      email: { right: isAddress, wrong: t("invites.emailWrong") },
      role: { right: () => true, wrong: t("invites.roleWrong") },
    },
    send: async ({ email, role }) => {
      await clientsInvite({ body: { email, role: roleOf(role) }, throwOnError: true });
      form.reset();
      notifications.show({ message: t("invites.sent", { email }), color: "muster" });
      await queries.invalidateQueries({ queryKey: clientsListInvitesOptions().queryKey });
    },
    tell,
  });
  return (
    <Section title={t("invites.newTitle")} lead={t("invites.newLead")}>
      <ApiForm {...frame} verb={t("invites.send")} maw={560}>
        <TextInput type="email" label={t("people.email")} {...field("email")} />
        <NativeSelect
          label={t("people.role")}
          description={t("invites.roleHint")}
          data={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
          {...field("role")}
        />
      </ApiForm>
    </Section>
  );
}
