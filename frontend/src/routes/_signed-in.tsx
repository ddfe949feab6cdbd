import { useQuery } from "@tanstack/react-query";
import { createFileRoute, Navigate, Outlet, redirect, useLocation } from "@tanstack/react-router";
import { Fragment, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { sessionQuery } from "@/api/client";
import type { SignedIn } from "@/api/session";
import { fetchLater, SignInDialog } from "@/app/later";
import { type Destination, refused } from "@/app/navigation";
import { NotYours } from "@/components/NotYours";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useOpenPage } from "@/features/identity/useOpenPage";

/** Everything below is for those who are signed in; anybody else signs in first and comes back. */
export const Route = createFileRoute("/_signed-in")({
  beforeLoad: async ({ context, location }) => {
    if (!(await context.queryClient.ensureQueryData(sessionQuery))) {
      throw redirect({ to: "/sign-in", search: { next: location.href } });
    }
  },
  component: Pages,
});

/** The page that is open stays when the session ends, with a dialog over it, so that nothing typed is lost. */
function Pages() {
  const { data: who } = useQuery(sessionQuery);
  const next = useLocation({ select: ({ href }) => href });
  const path = useLocation({ select: ({ pathname }) => pathname });
  const [last, setLast] = useState<SignedIn | null>(who ?? null);
  const [beginning, setBeginning] = useState(0);
  const forgetData = useOpenPage();
  useEffect(fetchLater, []);
  useEffect(() => {
    if (who) {
      setLast(who);
    }
  }, [who]);
  if (who === null && !last) {
    return <Navigate to="/sign-in" search={{ next }} />;
  }
  const forget = () => {
    forgetData();
    setBeginning((before) => before + 1);
  };
  const hidden = who?.hat ? refused(who.hat, path) : undefined;
  return (
    <>
      <Fragment key={beginning}>{hidden ? <Refused page={hidden} /> : <Outlet />}</Fragment>
      {who === null && last && (
        <Suspense fallback={null}>
          <SignInDialog last={last} forget={forget} />
        </Suspense>
      )}
    </>
  );
}

/** A page of another hat: that it is not for this one, and nothing else. */
function Refused({ page }: { page: Destination }) {
  const { t } = useTranslation();
  return (
    <PageStack>
      <PageHeader title={t(`navigation.${page.word}`)} />
      <NotYours code="forbidden" />
    </PageStack>
  );
}
