/// Bodies as Slack writes them, shortened to what its documentation shows.
enum Payloads {
    static let slash =
        "token=t&api_app_id=A1&team_id=T1&team_domain=acme&enterprise_id=E1&enterprise_name=Acme&channel_id=C1"
        + "&channel_name=ads&user_id=U1&user_name=ann&command=%2Fdean&text=run+sales&response_url="
        + "https%3A%2F%2Fhooks.slack.com%2Fcommands%2F1%2F2&trigger_id=13.2.ab&is_enterprise_install=false"

    static let blockActions = """
        {"type":"block_actions","user":{"id":"U1","username":"ann","name":"ann","team_id":"T1"},"api_app_id":"A1",
        "token":"t","container":{"type":"message","message_ts":"1548261231.000200","channel_id":"C1",
        "is_ephemeral":false},"trigger_id":"12.3.a","team":{"id":"T1","domain":"acme"},"enterprise":null,
        "is_enterprise_install":false,"channel":{"id":"C1","name":"ads"},"message":{"type":"message",
        "ts":"1548261231.000200","thread_ts":"1548261230.000100","text":"x","blocks":[]},
        "state":{"values":{"b1":{"pick":{"type":"static_select","selected_option":{"text":{"type":"plain_text",
        "text":"One"},"value":"one"}},"none":{"type":"static_select","selected_option":null}}}},
        "response_url":"https://hooks.slack.com/actions/1/2","actions":[{"action_id":"approve_plan","block_id":"b0",
        "text":{"type":"plain_text","text":"Approve"},"value":"plan_1","type":"button","action_ts":"1548426417.84"}]}
        """

    static let viewSubmission = """
        {"type":"view_submission","team":{"id":"T1","domain":"acme"},"user":{"id":"U1","name":"ann"},
        "view":{"id":"V1","type":"modal","callback_id":"reject","private_metadata":"plan_1","hash":"156.ab",
        "state":{"values":{"why":{"reason":{"type":"plain_text_input","value":"too early"}},
        "who":{"people":{"type":"multi_users_select","selected_users":["U1","U2"]}},
        "opt":{"flags":{"type":"checkboxes","selected_options":[{"value":"scale"},{"value":"pause"}]}}}}}}
        """

    static let viewClosed = """
        {"type":"view_closed","team":{"id":"T1"},"user":{"id":"U1"},"view":{"id":"V1","type":"modal"},
        "is_cleared":false}
        """

    static let shortcut = """
        {"type":"shortcut","callback_id":"run_now","trigger_id":"1.2.3","team":{"id":"T1"},"user":{"id":"U1",
        "username":"ann"},"token":"t"}
        """

    static let messageAction = """
        {"type":"message_action","callback_id":"explain","trigger_id":"1.2.3","team":{"id":"T1"},
        "user":{"id":"U1","name":"ann"},"channel":{"id":"C1","name":"ads"},"message":{"ts":"1.2","text":"x"},
        "response_url":"https://hooks.slack.com/app/1/2"}
        """

    static let blockSuggestion = """
        {"type":"block_suggestion","user":{"id":"U1"},"team":{"id":"T1"},"action_id":"campaign","block_id":"b",
        "value":"sum"}
        """

    static let orgInstall = """
        {"type":"block_actions","user":{"id":"W1","team_id":"T9"},"team":null,"enterprise":{"id":"E1","name":"Acme"},
        "is_enterprise_install":true,"container":{"type":"view","view_id":"V1"},"view":{"id":"V1","type":"home",
        "hash":"h","state":{"values":{}}},"actions":[{"type":"checkboxes","action_id":"auto","block_id":"b",
        "selected_options":[{"value":"scale"}],"action_ts":"1.2"}]}
        """

    static let mention = """
        {"token":"t","team_id":"T1","api_app_id":"A1","type":"event_callback","event_id":"Ev1","event_time":1515449522,
        "authorizations":[{"enterprise_id":null,"team_id":"T2","user_id":"U0","is_bot":true,
        "is_enterprise_install":false}],"event":{"type":"app_mention","user":"U1",
        "text":"<@U0> explain  act_1 &amp; <@U5|bob> more","ts":"1515449522.000016","channel":"C1",
        "event_ts":"1515449522000016"}}
        """

    static func event(_ inner: String) -> String {
        "{\"type\":\"event_callback\",\"team_id\":\"T1\",\"event_id\":\"Ev2\",\"event_time\":1515449522,\"event\":\(inner)}"
    }

    static let everyInteraction = [
        blockActions, viewSubmission, viewClosed, shortcut, messageAction, blockSuggestion, orgInstall,
    ]
}
