import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** Where pages tell what was done. */
export default function Toasts() {
  return <Notifications position="bottom-right" />;
}
