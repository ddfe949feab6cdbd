import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { session } from "@/api/client";
import { providersFinish } from "@/api/generated";
import { asProblem, type KnownProblem } from "@/api/problem";
import { LinkButton } from "@/components/LinkButton";
import { Waiting } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useProblemText } from "@/components/useProblemText";
import { toldIn } from "@/i18n/problems";
import { deviceZone } from "@/i18n/zone";
import { type Returned, takeBegun } from "./begunSignIn";
import { firstPage, ownPath } from "./firstPage";

interface Props extends Returned {
  /** Whose provider it is that somebody comes back from. */
  organisation: string;
}

/** A problem that is met before the server is asked. */
const known = (code: string): KnownProblem => ({ code, fields: [], passing: false });

/** Where somebody comes back to from the provider of their organisation: they are in, or told why not. */
export function OrganisationSignInPage({ organisation, state, code }: Props) {
  const { t } = useTranslation("provider");
  const navigate = useNavigate();
  const tell = toldIn("provider");
  const sentence = useProblemText();
  // Asked once: what came back is used up by it.
  const entering = useQuery({
    queryKey: ["organisation-sign-in", state],
    queryFn: async () => {
      const begun = takeBegun();
      if (!state) {
        throw known("provider-refused");
      }
      if (!begun) {
        throw known("sign-in-spent");
      }
      const body = { organisation, state, keep: begun.keep, code: code ?? null, time_zone: deviceZone() };
      const { data } = await providersFinish({ body, throwOnError: true });
      const who = session.keep(data);
      await navigate({ to: ownPath(begun.next) ?? firstPage(who.hat), replace: true });
      return who;
    },
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
  if (!entering.isError) {
    return (
      <PageStack width="form">
        <PageHeader title={t("back.title")} lead={t("back.lead")} />
        <Waiting lines={2} />
      </PageStack>
    );
  }
  const { error } = entering;
  const problem = isKnown(error) ? error : asProblem(error);
  return (
    <PageStack width="form">
      <PageHeader key="failed" takesFocus title={t("back.failed")} lead={tell(problem) ?? sentence(problem)} />
      <LinkButton to="/sign-in">{t("back.again")}</LinkButton>
    </PageStack>
  );
}

function isKnown(error: unknown): error is KnownProblem {
  return typeof error === "object" && error !== null && "code" in error && "passing" in error;
}
