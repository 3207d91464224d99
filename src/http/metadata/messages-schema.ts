import { NS } from '../../soap/namespaces.ts';
import { escapeMarkup } from '../escape-markup.ts';

/**
 * XML Schema of the contract's messages namespace, `?xsd=xsd0`: the operation's request and its result.
 *
 * `Notification` is required, as [MS-OXWSPSNTIF] has it, although Exchange leaves it out of error messages; the
 * service reads those all the same. `ResponseCode` is any string: Exchange's list has hundreds and grows.
 *
 * @param typesLocation - where the types schema is, or null where it stands in the same document
 */
export function messagesSchema(typesLocation: string | null): string {
  const location = typesLocation === null ? '' : ` schemaLocation="${escapeMarkup(typesLocation)}"`;
  return `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:m="${NS.messages}" xmlns:t="${NS.types}" targetNamespace="${NS.messages}" elementFormDefault="qualified">
  <xs:import namespace="${NS.types}"${location}/>
  <xs:element name="SendNotification" type="m:SendNotificationResponseType"/>
  <xs:element name="SendNotificationResult" type="m:SendNotificationResultType"/>
  <xs:complexType name="SendNotificationResponseType">
    <xs:sequence>
      <xs:element name="ResponseMessages" type="m:ArrayOfResponseMessagesType"/>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="ArrayOfResponseMessagesType">
    <xs:sequence>
      <xs:element name="SendNotificationResponseMessage" type="m:SendNotificationResponseMessageType" minOccurs="0" maxOccurs="unbounded"/>
    </xs:sequence>
  </xs:complexType>
  <xs:complexType name="SendNotificationResponseMessageType">
    <xs:sequence>
      <xs:element name="MessageText" type="xs:string" minOccurs="0"/>
      <xs:element name="ResponseCode" type="xs:string" minOccurs="0"/>
      <xs:element name="DescriptiveLinkKey" type="xs:int" minOccurs="0"/>
      <xs:element name="MessageXml" minOccurs="0">
        <xs:complexType>
          <xs:sequence>
            <xs:any processContents="lax" minOccurs="0" maxOccurs="unbounded"/>
          </xs:sequence>
        </xs:complexType>
      </xs:element>
      <xs:element name="Notification" type="t:NotificationType"/>
    </xs:sequence>
    <xs:attribute name="ResponseClass" type="t:ResponseClassType" use="required"/>
  </xs:complexType>
  <xs:complexType name="SendNotificationResultType">
    <xs:sequence>
      <xs:element name="SubscriptionStatus" type="m:SubscriptionStatusType"/>
    </xs:sequence>
  </xs:complexType>
  <xs:simpleType name="SubscriptionStatusType">
    <xs:restriction base="xs:string">
      <xs:enumeration value="OK"/>
      <xs:enumeration value="Unsubscribe"/>
    </xs:restriction>
  </xs:simpleType>
</xs:schema>
`;
}
