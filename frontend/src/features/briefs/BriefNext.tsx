import { Alert, Button, Group, Stack, Text } from "@mantine/core";
import { IconInfoCircle, IconPencil, IconSend } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BriefView } from "@/api/generated";
import { LinkButton } from "@/components/LinkButton";
import { useLocale } from "@/i18n/useLocale";
import { day } from "@/lib/format";

const PostDialog = lazy(() => import("./editor/PostDialog"));

/** What happens next, and the button for it. */
export function BriefNext({ brief }: { brief: BriefView }) {
  const { t } = useTranslation(["briefs", "common"]);
  const { locale } = useLocale();
  const { state, posted_at, lapsed_for, document } = brief;
  const step = state === "withdrawn" && !posted_at ? "givenUp" : state;
  const [begins] = document.seats.map(({ from }) => from).sort();
  return (
    <Alert icon={<IconInfoCircle aria-hidden />} variant="outline" title={t("common:brief.next")}>
      <Stack gap="sm">
        <Text size="sm">
          {step === "lapsed" ? lapsed_for && t(`lapsed.${lapsed_for}`) : t(`common:nextSteps.${step}`)}
        </Text>
        {state === "decided" && begins && <Text size="sm">{t("page.awardUntil", { day: day(begins, locale) })}</Text>}
        <Group gap="sm">
          <Act brief={brief} />
        </Group>
      </Stack>
    </Alert>
  );
}

function Act({ brief }: { brief: BriefView }) {
  const { t } = useTranslation("briefs");
  const { id } = brief;
  switch (brief.state) {
    case "draft":
      return <PostOrEdit brief={brief} />;
    case "posted":
      return (
        <LinkButton to="/briefs/$id/bids" params={{ id }} variant="default">
          {t("page.sealedBids")}
        </LinkButton>
      );
    case "decided":
      return (
        <LinkButton to="/briefs/$id/bids" params={{ id }}>
          {t("page.compare")}
        </LinkButton>
      );
    case "awarded":
      return (
        <>
          {brief.award && (
            <LinkButton to="/engagements/$id" params={{ id: brief.award.engagement }}>
              {t("page.toEngagement")}
            </LinkButton>
          )}
          <LinkButton to="/briefs/$id/bids" params={{ id }} variant="default">
            {t("page.bids")}
          </LinkButton>
        </>
      );
    case "withdrawn":
    case "lapsed":
      return (
        <LinkButton to="/briefs/new" search={{ from: id }}>
          {t("page.copy")}
        </LinkButton>
      );
  }
}

function PostOrEdit({ brief }: { brief: BriefView }) {
  const { t } = useTranslation("briefs");
  const navigate = useNavigate();
  const [isPosting, setPosting] = useState(false);
  const { id, document } = brief;
  return (
    <>
      <Button leftSection={<IconSend size={18} aria-hidden />} onClick={() => setPosting(true)}>
        {t("page.post")}
      </Button>
      <LinkButton
        to="/briefs/$id/edit"
        params={{ id }}
        variant="default"
        leftSection={<IconPencil size={18} aria-hidden />}
      >
        {t("page.edit")}
      </LinkButton>
      {isPosting && (
        <Suspense fallback={null}>
          <PostDialog
            id={id}
            seats={document.seats}
            close={() => setPosting(false)}
            posted={() => {
              setPosting(false);
              void navigate({ to: "/briefs/$id", params: { id } });
            }}
          />
        </Suspense>
      )}
    </>
  );
}
