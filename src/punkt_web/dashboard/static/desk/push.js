// Asks the browser to show notices of alarms, and hands over what it gives to be reached by.

const form = document.querySelector("form[data-push]");
const told = (name) => document.querySelector(`[data-push-${name}]`);

if (form && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window) {
  told("missing").hidden = true;
  form.hidden = false;
  form.addEventListener("submit", subscribe);
}

async function subscribe(event) {
  event.preventDefault();
  told("failed").hidden = told("denied").hidden = true;
  if ((await Notification.requestPermission()) !== "granted") {
    told("denied").hidden = false;
    return;
  }
  try {
    const subscription = await subscribed();
    const { endpoint, keys } = subscription.toJSON();
    Object.entries({ endpoint, ...keys, name: nameOfBrowser() }).forEach(([name, value]) => {
      if (form.elements[name]) form.elements[name].value = value;
    });
    form.submit();
  } catch (error) {
    console.warn(error);
    told("failed").hidden = false;
  }
}

async function subscribed() {
  const registration = await navigator.serviceWorker.register(form.dataset.worker);
  await active(registration);
  const options = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.push) };
  // One for an older key of this site cannot be used any more.
  const old = await registration.pushManager.getSubscription();
  if (old) await old.unsubscribe();
  return registration.pushManager.subscribe(options);
}

function active(registration) {
  const worker = registration.installing ?? registration.waiting;
  if (registration.active || !worker) return undefined;
  return new Promise((resolve) => {
    worker.addEventListener("statechange", () => worker.state === "activated" && resolve());
  });
}

function bytes(text) {
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
}

/** "Firefox, Linux": enough to know one's own browsers apart. */
function nameOfBrowser() {
  const agent = navigator.userAgent;
  const browser = ["Firefox", "Edg", "OPR", "Chrome", "Safari"].find((name) => agent.includes(`${name}/`)) ?? "";
  const system = ["Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux"].find((name) => agent.includes(name)) ?? "";
  return [browser, system].filter(Boolean).join(", ");
}
