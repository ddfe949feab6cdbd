import { Button, Group, Paper, Stack, Text, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { session, sessionQuery } from "@/api/client";
import { clientsJoin, clientsReadInvite, clientsSignUp, type InviteInFull } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { FormSummary } from "@/components/FormSummary";
import { LinkButton } from "@/components/LinkButton";
import { Waiting } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { PasswordField } from "@/components/PasswordField";
import { useAct } from "@/components/useAct";
import { useApiForm } from "@/components/useApiForm";
import { useLegal } from "@/components/useLegal";
import { useProblemText } from "@/components/useProblemText";
import { Conditions } from "@/features/identity/Conditions";
import { firstPage } from "@/features/identity/firstPage";
import { PrivacyNotice } from "@/features/identity/PrivacyNotice";
import { isName } from "@/features/identity/rules";
import { usePasswordRule } from "@/features/identity/usePasswordRule";
import { useSwitchHat } from "@/features/identity/useSwitchHat";
import { toldIn } from "@/i18n/problems";
import { useLocale } from "@/i18n/useLocale";
import { deviceZone } from "@/i18n/zone";

interface Props {
  /** The token of the link in the mail, if the link is whole. */
  token: string | undefined;
}

/** Following an invite: whoever has an account joins with it, whoever has none signs up. */
export function JoinPage({ token }: Props) {
  const { t } = useTranslation(["organisation", "common"]);
  if (token) {
    return <Invited token={token} />;
  }
  return (
    <PageStack width="form">
      <PageHeader title={t("join.title")} lead={t("join.missing")} />
      <Group>
        <LinkButton to="/">{t("common:notFound.action")}</LinkButton>
      </Group>
    </PageStack>
  );
}

function Invited({ token }: { token: string }) {
  const { t } = useTranslation("organisation");
  const tell = toldIn("organisation");
  const sentence = useProblemText();
  const { data: who } = useQuery(sessionQuery);
  const invite = useQuery({
    queryKey: ["client-invite", token],
    queryFn: async () => (await clientsReadInvite({ body: { token }, throwOnError: true })).data,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (invite.isError) {
    const known = asProblem(invite.error);
    return (
      <PageStack width="form">
        <PageHeader key="spent" title={t("join.title")} lead={tell(known) ?? sentence(known)} />
      </PageStack>
    );
  }
  if (!invite.data || who === undefined) {
    return (
      <PageStack width="form">
        <Waiting />
      </PageStack>
    );
  }
  const { client, email, role, has_account } = invite.data;
  return (
    <PageStack width="form">
      <PageHeader
        title={t("join.titleFor", { client })}
        lead={t("join.lead", { client, email, role: t(`roles.${role}`) })}
      />
      {who && <Join token={token} client={client} />}
      {!who && has_account && (
        <LinkButton to="/sign-in" search={{ next: `/join?token=${encodeURIComponent(token)}` }}>
          {t("join.signIn")}
        </LinkButton>
      )}
      {!who && !has_account && <SignUp token={token} invite={invite.data} />}
    </PageStack>
  );
}

function Join({ token, client }: { token: string; client: string }) {
  const { t } = useTranslation("organisation");
  const tell = toldIn("organisation");
  const putOn = useSwitchHat();
  const join = useAct({
    act: () => clientsJoin({ body: { token }, throwOnError: true }),
    stale: [],
    onDone: () => putOn.mutate("client"),
    tell,
  });
  return (
    <Button loading={join.isPending || putOn.isPending} onClick={() => join.mutate()}>
      {t("join.submit", { client })}
    </Button>
  );
}

function SignUp({ token, invite }: { token: string; invite: InviteInFull }) {
  const { t } = useTranslation(["organisation", "common"]);
  const { language } = useLocale();
  const navigate = useNavigate();
  const tell = toldIn("organisation");
  const { conditions } = useLegal();
  const { trouble, sending, submit, field } = useApiForm({
    initial: { name: "", password: "", accepts: "" },
    rules: {
      name: { right: isName, wrong: t("common:fields.nameWrong") },
      password: usePasswordRule(),
      accepts: {
        right: (version) => version === (conditions?.version ?? ""),
        wrong: t("common:signUp.acceptsWrong"),
      },
    },
    send: async ({ accepts, ...values }) => {
      const body = { ...values, token, language, accepts: accepts || null, time_zone: deviceZone() };
      const { data } = await clientsSignUp({ body, throwOnError: true });
      const who = session.keep(data);
      await navigate({ to: firstPage(who.hat), replace: true });
    },
    tell,
  });
  return (
    <Paper withBorder p="lg" component="form" noValidate onSubmit={submit}>
      <Stack>
        <FormSummary trouble={trouble} />
        <Text size="sm">{t("join.newAccount", { email: invite.email })}</Text>
        <TextInput
          label={t("common:fields.name")}
          description={t("common:fields.nameHint")}
          autoComplete="name"
          {...field("name")}
        />
        {/* For whoever keeps passwords: which account this one is of. */}
        <input type="email" name="username" autoComplete="username" value={invite.email} readOnly hidden />
        <PasswordField isNew {...field("password")} />
        {conditions && <Conditions {...conditions} {...field("accepts")} />}
        <PrivacyNotice />
        <Button type="submit" loading={sending}>
          {t("join.submit", { client: invite.client })}
        </Button>
      </Stack>
    </Paper>
  );
}
