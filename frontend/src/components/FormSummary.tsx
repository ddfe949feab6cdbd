import { Alert, Anchor, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import classes from "./FormSummary.module.css";

/** What a form has to say after it was sent. */
export interface FormTrouble {
  /** What is wrong as a whole, if it is no single field. */
  sentence?: string;
  /** What is wrong with which field, by the id of its input. */
  fields: { id: string; message: string }[];
}

/** What is wrong with a form, above it: takes the focus and links to each field. */
export function FormSummary({ trouble }: { trouble: FormTrouble | null }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (trouble) {
      box.current?.focus();
    }
  }, [trouble]);
  if (!trouble) {
    return null;
  }
  const title = trouble.fields.length > 0 ? t("form.summary") : t("form.notDone");
  return (
    <Alert
      ref={box}
      tabIndex={-1}
      role="alert"
      color="red"
      variant="outline"
      icon={<IconAlertTriangle aria-hidden />}
      title={title}
    >
      {trouble.sentence && <Text size="sm">{trouble.sentence}</Text>}
      {trouble.fields.length > 0 && (
        <List size="sm" spacing={4} listStyleType="none">
          {trouble.fields.map(({ id, message }) => (
            <List.Item key={id}>
              <Anchor
                href={`#${id}`}
                inherit
                className={classes.link}
                onClick={(event) => {
                  event.preventDefault();
                  document.getElementById(id)?.focus();
                }}
              >
                {message}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
    </Alert>
  );
}
