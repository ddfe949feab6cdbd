import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { lazy, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { session } from "@/api/client";
import { identitySwitchHat, membersJoin } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { Coming } from "@/components/Loaded";
import { useProblemText } from "@/components/useProblemText";
import { EMPTY, profileOf } from "@/features/member/profile";

/** It comes with the press that asks for it: the first page of somebody new would be the heaviest of all. */
const ProfileForm = lazy(() => import("@/features/member/ProfileForm"));

/** Becoming a member: what somebody with an account can do to be asked for work. */
export function BecomeMember() {
  const { t } = useTranslation("member");
  const navigate = useNavigate();
  const sentence = useProblemText();
  const [draft, setDraft] = useState(EMPTY);
  const [isOpen, setOpen] = useState(false);
  const joining = useMutation({
    mutationFn: async () => {
      await membersJoin({ body: profileOf(draft), throwOnError: true });
      const { data } = await identitySwitchHat({ body: { hat: "member" }, throwOnError: true });
      session.keep(data);
      await navigate({ to: "/availability" });
    },
  });
  const problem = useMemo(() => (joining.error ? asProblem(joining.error) : null), [joining.error]);
  return (
    <Stack>
      <Paper withBorder p="lg">
        <Stack align="flex-start">
          <Title order={2} size="h4">
            {t("join.title")}
          </Title>
          <Text c="dimmed">{t("join.text")}</Text>
          {!isOpen && <Button onClick={() => setOpen(true)}>{t("join.begin")}</Button>}
        </Stack>
      </Paper>
      {isOpen && (
        <Coming>
          <ProfileForm
            draft={draft}
            change={(part) => setDraft((before) => ({ ...before, ...part }))}
            send={() => joining.mutate()}
            sending={joining.isPending}
            problem={problem}
            sentence={(each) => (each.code === "is-member" ? t("join.already") : sentence(each))}
            submit={t("join.submit")}
          />
        </Coming>
      )}
    </Stack>
  );
}
