import { NS, SEND_NOTIFICATION_ACTION } from '../../soap/namespaces.ts';
import { escapeMarkup } from '../escape-markup.ts';

/** Addresses a WSDL document names. */
export interface WsdlOptions {
  /** Where clients are to send messages. */
  readonly serviceAddress: string;
  /** Content of `wsdl:types`: schema elements. */
  readonly types: string;
}

/**
 * The service's description, WSDL 1.1: one operation, document/literal, over SOAP 1.1 and HTTP.
 *
 * As WCF writes it, the header has a message of its own, so that the request's message has the one part that
 * generators take for its body. Service, port type and schema share one namespace, so there is nothing to be
 * split off into a `?wsdl=wsdl0`.
 */
export function wsdl(options: WsdlOptions): string {
  return `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:m="${NS.messages}" xmlns:t="${NS.types}" name="SyncNotification" targetNamespace="${NS.messages}">
  <wsdl:types>
${options.types}  </wsdl:types>
  <wsdl:message name="SendNotificationRequest">
    <wsdl:part name="request" element="m:SendNotification"/>
  </wsdl:message>
  <wsdl:message name="SendNotificationRequestHeaders">
    <wsdl:part name="RequestServerVersion" element="t:RequestServerVersion"/>
  </wsdl:message>
  <wsdl:message name="SendNotificationReply">
    <wsdl:part name="SendNotificationResult" element="m:SendNotificationResult"/>
  </wsdl:message>
  <wsdl:portType name="SyncNotificationPortType">
    <wsdl:operation name="SendNotification">
      <wsdl:input message="m:SendNotificationRequest"/>
      <wsdl:output message="m:SendNotificationReply"/>
    </wsdl:operation>
  </wsdl:portType>
  <wsdl:binding name="SyncNotificationBinding" type="m:SyncNotificationPortType">
    <soap:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <wsdl:operation name="SendNotification">
      <soap:operation soapAction="${SEND_NOTIFICATION_ACTION}" style="document"/>
      <wsdl:input>
        <soap:header message="m:SendNotificationRequestHeaders" part="RequestServerVersion" use="literal"/>
        <soap:body use="literal"/>
      </wsdl:input>
      <wsdl:output>
        <soap:body use="literal"/>
      </wsdl:output>
    </wsdl:operation>
  </wsdl:binding>
  <wsdl:service name="SyncNotification">
    <wsdl:port name="SyncNotificationPort" binding="m:SyncNotificationBinding">
      <soap:address location="${escapeMarkup(options.serviceAddress)}"/>
    </wsdl:port>
  </wsdl:service>
</wsdl:definitions>
`;
}

/**
 * Content of `wsdl:types` for a description whose schemas are documents of their own.
 *
 * @param messagesLocation - address of the messages schema
 * @param typesLocation - address of the types schema
 */
export function schemaImports(messagesLocation: string, typesLocation: string): string {
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="${NS.messages}/Imports">
  <xs:import namespace="${NS.messages}" schemaLocation="${escapeMarkup(messagesLocation)}"/>
  <xs:import namespace="${NS.types}" schemaLocation="${escapeMarkup(typesLocation)}"/>
</xs:schema>
`;
}
