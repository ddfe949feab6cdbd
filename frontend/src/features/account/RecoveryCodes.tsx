import { Button, Code, Group, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CopyTextButton } from "@/components/CopyTextButton";
import classes from "./account.module.css";

interface Props {
  codes: string[];
  onKept: () => void;
}

/** Recovery codes, while they can be seen. What is printed here is printed alone. */
export function RecoveryCodes({ codes, onKept }: Props) {
  const { t } = useTranslation("factor");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <Stack>
      <div className={classes.codes}>
        <Title order={3} size="h5" ref={heading} tabIndex={-1}>
          {t("codesTitle")}
        </Title>
        <Text>{t("codesText")}</Text>
        <ul>
          {codes.map((code) => (
            <li key={code}>
              <Code fz="sm">{code}</Code>
            </li>
          ))}
        </ul>
      </div>
      <Group>
        <CopyTextButton text={codes.join("\n")} />
        <Button variant="default" onClick={() => window.print()}>
          {t("print")}
        </Button>
        <Button onClick={onKept}>{t("kept")}</Button>
      </Group>
    </Stack>
  );
}
