import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, useState } from "react";
import { useTranslation } from "react-i18next";
import { session, sessionQuery } from "@/api/client";
import { identitySignIn, identitySignInWithPasskey, type Session } from "@/api/generated";
import { TextLink } from "@/components/LinkButton";
import { Coming, Waiting } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { HatChoice } from "./HatChoice";
import type { PasskeyJson } from "./passkeys";
import { type Entered, SignInForm } from "./SignInForm";

const OrganisationForm = lazy(() => import("./OrganisationForm"));

interface Props {
  /** The page that needs a session and sent somebody here, if one did. */
  next: string | undefined;
}

/** Signing in, and after it the choice of a hat for those who hold several. Its route leads on from there. */
export function SignInPage({ next }: Props) {
  const { t } = useTranslation();
  const [isByOrganisation, setByOrganisation] = useState(false);
  const { data: who } = useQuery(sessionQuery);
  if (who) {
    return (
      <PageStack width="form">
        <PageHeader key="hats" takesFocus title={t("hatChoice.title")} lead={t("hatChoice.lead")} />
        <HatChoice hats={who.hats} />
      </PageStack>
    );
  }
  if (isByOrganisation) {
    return (
      <PageStack width="form">
        <PageHeader
          key="organisation"
          takesFocus
          title={t("signIn.organisation")}
          lead={t("signIn.organisationLead")}
        />
        <Coming waiting={<Waiting lines={1} height={240} />}>
          <OrganisationForm next={next} again={() => setByOrganisation(false)} />
        </Coming>
      </PageStack>
    );
  }
  return (
    <PageStack width="form">
      <PageHeader title={t("signIn.title")} lead={next !== undefined ? t("signIn.expired") : t("signIn.lead")} />
      <SignInForm send={signIn} sendPasskey={signInWithPasskey} onBegun={keep} />
      <Button variant="default" onClick={() => setByOrganisation(true)}>
        {t("signIn.byOrganisation")}
      </Button>
      <Group justify="center" gap={6}>
        <Text>{t("signIn.new")}</Text>
        <TextLink to="/sign-up">{t("signIn.join")}</TextLink>
      </Group>
    </PageStack>
  );
}

async function signIn(body: Entered) {
  const { data } = await identitySignIn({ body, throwOnError: true });
  return data;
}

async function signInWithPasskey(passkey: PasskeyJson) {
  const { data } = await identitySignInWithPasskey({ body: { passkey }, throwOnError: true });
  return data;
}

/** What comes after it is the matter of the route. */
function keep(begun: Session): undefined {
  session.keep(begun);
}
