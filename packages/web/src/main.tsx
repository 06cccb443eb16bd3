import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.js";
import { keepForOffline } from "./offline/register.js";

const place = document.getElementById("app");
if (place === null) throw new TypeError("The page has no #app.");
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
keepForOffline();
