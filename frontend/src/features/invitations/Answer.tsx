import { Button, Group, List, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type InvitationView, invitationsAccept, invitationsDecline } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { Dialog } from "@/components/Dialog";
import { Money } from "@/components/Money";
import { useAct } from "@/components/useAct";
import { useProblemText } from "@/components/useProblemText";
import { CounterOffer } from "./CounterOffer";
import classes from "./invitations.module.css";
import { useTell } from "./useTell";

/** The answer, always in reach: take the seat, say what you would take instead, or decline. */
export function Answer({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation("invitations");
  return (
    <section className={classes.answer} aria-label={t("answer.title")}>
      <div className={classes.answerButtons}>
        <Accept invitation={invitation} />
        {!invitation.counter && <CounterOffer invitation={invitation} />}
        <Decline invitation={invitation} />
      </div>
    </section>
  );
}

function Accept({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation(["invitations", "common"]);
  const [asked, setAsked] = useState<"no" | "yes" | "overlap">("no");
  const accept = useAccept(invitation.id, setAsked);
  const { amount, currency } = invitation.keeps;
  return (
    <>
      <Button className={classes.first} loading={accept.isPending} onClick={() => setAsked("yes")}>
        {t("accept.open")}
      </Button>
      <Dialog
        opened={asked !== "no"}
        onClose={() => setAsked("no")}
        title={asked === "overlap" ? t("accept.overlapTitle") : t("accept.title", { seat: invitation.seat })}
      >
        <Stack>
          {asked === "overlap" ? (
            <Text>{t("accept.overlapText")}</Text>
          ) : (
            <>
              <Text>
                {t("offer.keeps")}:{" "}
                <Text span fw={650}>
                  <Money minor={amount} currency={currency} />
                </Text>
              </Text>
              <AfterAccepting />
            </>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked("no")}>
              {t("common:ui.cancel")}
            </Button>
            <Button loading={accept.isPending} onClick={() => accept.mutate(asked === "overlap")}>
              {asked === "overlap" ? t("accept.overlapYes") : t("accept.yes")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}

/** What holds once the seat is taken. */
export function AfterAccepting() {
  const { t } = useTranslation("invitations");
  return (
    <List spacing={6} size="sm">
      <List.Item>{t("after.held")}</List.Item>
      <List.Item>{t("after.bid")}</List.Item>
      <List.Item>{t("after.mates")}</List.Item>
      <List.Item>{t("after.award")}</List.Item>
    </List>
  );
}

/** Takes the seat. Where hours of it are held for another brief, the member is asked whether that is meant. */
function useAccept(id: string, ask: (asked: "no" | "overlap") => void) {
  const { t } = useTranslation(["invitations", "common"]);
  const queries = useQueryClient();
  const tell = useTell();
  const sentence = useProblemText();
  return useMutation({
    mutationFn: (overlapping: boolean) =>
      invitationsAccept({ path: { id }, body: { overlapping }, throwOnError: true }),
    onSuccess: async () => {
      ask("no");
      notifications.show({ message: t("accept.done"), color: "muster" });
      await queries.invalidateQueries();
    },
    onError: (error) => {
      const problem = asProblem(error);
      ask(problem.code === "hours-held" ? "overlap" : "no");
      if (problem.code !== "hours-held") {
        const message = tell(problem) ?? sentence(problem);
        notifications.show({ title: t("common:form.notDone"), message, color: "red", autoClose: false });
        void queries.invalidateQueries();
      }
    },
  });
}

function Decline({ invitation }: { invitation: InvitationView }) {
  const { t } = useTranslation(["invitations", "common"]);
  const [isAsked, setAsked] = useState(false);
  const decline = useAct({
    act: () => invitationsDecline({ path: { id: invitation.id }, throwOnError: true }),
    done: t("decline.done"),
    tell: useTell(),
    onDone: () => setAsked(false),
  });
  return (
    <>
      <Button variant="default" onClick={() => setAsked(true)}>
        {t("decline.open")}
      </Button>
      <Dialog opened={isAsked} onClose={() => setAsked(false)} title={t("decline.title")}>
        <Stack>
          <Text>{t("decline.text")}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsked(false)}>
              {t("common:ui.cancel")}
            </Button>
            <Button loading={decline.isPending} onClick={() => decline.mutate()}>
              {t("decline.yes")}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
