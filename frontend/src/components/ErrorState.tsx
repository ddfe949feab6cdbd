import { Alert, Button, Code, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/api/problem";
import { fetchProblemWords, problemWords } from "@/i18n/problems";
import { useProblemText } from "./useProblemText";

interface Props {
  error: unknown;
  retry: () => void;
  /** Whether the heading of the page says already that it could not be shown. */
  isTold?: boolean;
}

/** Something could not be read: why, and a way to try again. */
export function ErrorState({ error, retry, isTold }: Props) {
  const { t } = useTranslation();
  const tell = useProblemText();
  const problem = asProblem(error);
  const [, setFetched] = useState(false);
  useEffect(() => {
    void fetchProblemWords().then(() => setFetched(true));
  }, []);
  // A field that was refused, and what would be right for it, are named in the server's sentence alone.
  const isSaid = problem.fields.length > 0 || !problemWords(problem.code);
  return (
    <Alert
      color="red"
      variant="outline"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={isTold ? undefined : t("error.title")}
    >
      <Stack align="flex-start" gap="sm">
        <Text size="sm">{tell({ code: problem.code })}</Text>
        {problem.detail && isSaid && (
          <Text size="sm" c="dimmed">
            {t("error.said")} <span lang="en">{problem.detail}</span>
          </Text>
        )}
        {/* A refusal explains itself; of a fault the log tells more, to whoever can name the request. */}
        {problem.passing && problem.request && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: "anywhere" }}>
            {t("error.request")} <Code>{problem.request}</Code>
          </Text>
        )}
        <Button variant="default" onClick={retry}>
          {t("error.retry")}
        </Button>
      </Stack>
    </Alert>
  );
}
