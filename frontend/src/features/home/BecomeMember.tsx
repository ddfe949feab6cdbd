import { Button, Paper, Stack, Text, Title } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { session } from "@/api/client";
import { identitySwitchHat, membersJoin } from "@/api/generated";
import { asProblem } from "@/api/problem";
import { useProblemText } from "@/components/useProblemText";
import { ProfileForm } from "@/features/member/ProfileForm";
import { EMPTY, profileOf } from "@/features/member/profile";

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
        <ProfileForm
          draft={draft}
          change={(part) => setDraft((before) => ({ ...before, ...part }))}
          send={() => joining.mutate()}
          sending={joining.isPending}
          problem={problem}
          sentence={(each) => (each.code === "is-member" ? t("join.already") : sentence(each))}
          submit={t("join.submit")}
        />
      )}
    </Stack>
  );
}
