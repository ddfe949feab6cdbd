import { Alert, Group } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { briefsReadOptions } from "@/api/generated/@tanstack/react-query.gen";
import { LinkButton } from "@/components/LinkButton";
import { Loaded } from "@/components/Loaded";
import { PageHeader } from "@/components/PageHeader";
import { PageStack } from "@/components/PageStack";
import { useWho } from "@/features/identity/useWho";
import { BriefEditor } from "./editor/BriefEditor";
import { begun } from "./editor/drafts";

/** A draft being written on. A brief that was posted is fixed, and says so. */
export function EditBriefPage({ id }: { id: string }) {
  const { t } = useTranslation("editor");
  const who = useWho();
  // Always from what is saved now: a change goes on from its revision.
  const brief = useQuery({ ...briefsReadOptions({ path: { id } }), refetchOnMount: "always" });
  useEffect(() => begun.drop(), []);
  if (brief.data?.state === "draft" && who && (brief.isFetchedAfterMount || brief.isError)) {
    return <BriefEditor person={who.person} brief={brief.data} />;
  }
  return (
    <PageStack>
      <PageHeader title={t("brief.editTitle")} />
      <Loaded query={brief}>
        {(found) =>
          found.state !== "draft" && (
            <Alert variant="outline" icon={<IconInfoCircle aria-hidden />} title={t("brief.fixed")}>
              {t("brief.fixedText")}
              <Group mt="sm">
                <LinkButton to="/briefs/$id" params={{ id }} variant="default">
                  {t("brief.toBrief")}
                </LinkButton>
              </Group>
            </Alert>
          )
        }
      </Loaded>
    </PageStack>
  );
}
