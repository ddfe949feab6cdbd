import "@mantine/notifications/styles.css";
import { Notifications } from "@mantine/notifications";

/** What draws `Toasts`. */
export default function ShownToasts() {
  return <Notifications position="bottom-right" />;
}
