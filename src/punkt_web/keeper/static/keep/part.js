// A page of the console beside the report: its forms are kept in the browser and send themselves.

import { sendFromPage } from "./item_forms.js";
import { keepPages, Outbox } from "./outbox.js";

const { dataset: place } = document.querySelector("[data-line]");
const words = JSON.parse(document.querySelector("#words").textContent);

async function start() {
  sendFromPage(await Outbox.open(place, words), { isReloaded: true });
}

start().catch((error) => console.warn(error)); // the forms send by themselves
keepPages(place);
