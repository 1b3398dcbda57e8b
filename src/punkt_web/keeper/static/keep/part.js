// A page of the console beside the report: its forms are kept in the browser and send themselves.

import { openRefused, sendFromPage } from "./item_forms.js";
import { keepPages, Outbox } from "./outbox.js";
import { showReceipts } from "./receipts.js";
import { showPlanned } from "./roster.js";

const { dataset: place } = document.querySelector("[data-line]");
const words = JSON.parse(document.querySelector("#words").textContent);

async function start() {
  // Shifts that were planned here bring forms of their own, at which receipts are shown as well.
  const renewed = (items, isStuck) => showPlanned(items, place) && showReceipts(items, place, words, isStuck);
  const outbox = await Outbox.open(place, words, { renewed });
  sendFromPage(outbox, { isReloaded: true });
  await openRefused(outbox);
}

start().catch((error) => console.warn(error)); // the forms send by themselves
keepPages(place);
