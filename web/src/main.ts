// The first script, and a small one: what it starts need not wait for the rest of the page.
import "./styles/theme.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./components/cover.css";
import "./components/card.css";
import "./components/controls.css";
import "./components/messages.css";
import "./components/panel.css";
import "./components/report.css";
import "./styles/print.css";
import { beginEarly } from "./early.js";

beginEarly();
void import("./app.js");
