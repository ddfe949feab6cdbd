import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";

/** After a form was kept: says so, and has everything read again that it may have changed. */
export function useSaved(message: string) {
  const queries = useQueryClient();
  return async () => {
    notifications.show({ message, color: "muster" });
    await queries.invalidateQueries();
  };
}
