import "./styles/theme.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./components/cover.css";
import "./components/card.css";
import "./components/controls.css";
import "./components/messages.css";
import "./components/panel.css";
import "./styles/print.css";
import "./app.js";
import { startOffline } from "./offline.js";

void startOffline();
