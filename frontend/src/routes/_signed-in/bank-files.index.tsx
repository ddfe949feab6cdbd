import { createFileRoute } from "@tanstack/react-router";
import { BankFilesPage } from "@/features/admin/BankFilesPage";

export const Route = createFileRoute("/_signed-in/bank-files/")({ component: BankFilesPage });
