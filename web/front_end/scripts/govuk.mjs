// The parts of GOV.UK Frontend's script that our pages use, and no other. "Exit this page" is not among them: ours (exit.js)
// also clears the conversation, empties what was typed and sends the other tabs away.
import { Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, createAll } from "govuk-frontend";

// What its template does in a line of script within the page, which our pages forbid: whoever runs a module can run the rest.
document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const part of [Button, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios]) { createAll(part); }
